import { type Feed, type Sink, putAddress } from './sink.ts';
import { lineFeed } from './lines.ts';
import { XmlError, xmlFeed } from './xml.ts';

/**
 * `nmap -oX` and `masscan -oX`, which share the elements nmaprun, host, address, ports, port, state (nmap.dtd). Open TCP
 * ports are targets. A host without a list of ports is one only where no ports were scanned (`nmap -sn`).
 */
export function nmapXml(sink: Sink): Feed {
  let address: string | undefined;
  let isUp = true;
  let hadPorts = false;
  let portScan = false;
  let finished = false;
  let port: { readonly number: string; readonly protocol: string } | undefined;
  let stopped = false;
  const xml = xmlFeed((tag) => {
    if (tag.kind === 'close') {
      if (tag.name === 'port') port = undefined;
      if (tag.name === 'nmaprun') finished = true;
      if (tag.name !== 'host') return;
      if (address !== undefined && !hadPorts && !portScan && isUp)
        putAddress(sink, tag.line, address, undefined);
      else if (!hadPorts) sink.skip();
      address = undefined;
      return;
    }
    switch (tag.name) {
      case 'nmaprun':
        if (tag.attribute('scanner') === 'masscan') portScan = true;
        break;
      case 'scaninfo':
        portScan = true;
        break;
      case 'host':
        address = undefined;
        isUp = true;
        hadPorts = false;
        break;
      case 'status':
        isUp = tag.attribute('state') !== 'down';
        break;
      case 'address':
        if (/^ipv[46]$/.test(tag.attribute('addrtype') ?? 'ipv4')) address = tag.attribute('addr');
        break;
      case 'ports':
        hadPorts = true;
        break;
      case 'port':
        port = { number: tag.attribute('portid') ?? '', protocol: tag.attribute('protocol') ?? 'tcp' };
        break;
      case 'state':
        if (port === undefined) break;
        if (tag.attribute('state') !== 'open' || port.protocol !== 'tcp') sink.skip();
        else if (address === undefined) sink.bad(tag.line, 'a port stands before the address of its host');
        else if (port.number === '') sink.bad(tag.line, 'a port has no number');
        else putAddress(sink, tag.line, address, port.number);
        break;
    }
  });
  const guarded = (work: () => void): void => {
    if (stopped) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      stopped = true;
      sink.bad(error.line, `${error.message}; the rest of the file is not read`);
    }
  };
  return {
    push: (text) => guarded(() => xml.push(text)),
    end: () =>
      guarded(() => {
        if (!xml.end() || !finished)
          throw new XmlError('the file ends before </nmaprun>, as after an interrupted scan', 0);
      }),
  };
}

/** `nmap -oG` and `masscan -oG`: fields apart by tabs, ports as `number/state/protocol/owner/service/...`, apart by commas. */
export function grepable(sink: Sink): Feed {
  let pingScan = false;
  return lineFeed(sink, {
    line(text, number) {
      if (text.startsWith('#')) {
        if (/ -s[nP]\b/.test(text)) pingScan = true;
        return;
      }
      if (text.trim() === '') return;
      const address = /(?:^|\s)Host: (\S+)/.exec(text)?.[1];
      if (address === undefined) {
        sink.bad(number, 'the line has no Host field');
        return;
      }
      const ports = /\sPorts: ([^\t]*)/.exec(text)?.[1];
      if (ports === undefined) {
        if (pingScan && /\sStatus: Up/.test(text)) putAddress(sink, number, address, undefined);
        else sink.skip();
        return;
      }
      // The version of a service may have a comma in it; only one before the next number parts two ports.
      for (const entry of ports.split(/, *(?=[0-9]+\/)/)) {
        const [port = '', state, protocol] = entry.trim().split('/');
        if (port === '') continue;
        if (state === 'open' && protocol === 'tcp') putAddress(sink, number, address, port);
        else if (state === undefined || protocol === undefined)
          sink.bad(number, 'a port has no state and protocol');
        else sink.skip();
      }
    },
  });
}

/** `masscan -oL`: `open tcp 27017 192.0.2.1 1390380064`; `banner` lines repeat a port that an `open` line has named. */
export function masscanList(sink: Sink): Feed {
  return lineFeed(sink, {
    line(text, number) {
      if (text.startsWith('#') || text.trim() === '') return;
      const [state, protocol, port, address] = text.trim().split(/\s+/);
      if (address === undefined || port === undefined)
        sink.bad(number, 'expected: open tcp PORT ADDRESS TIME');
      else if (state === 'open' && protocol === 'tcp') putAddress(sink, number, address, port);
      else if (/^(?:open|closed|banner)$/.test(state ?? '')) sink.skip();
      else sink.bad(number, 'expected: open tcp PORT ADDRESS TIME');
    },
  });
}
