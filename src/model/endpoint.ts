/** `192.0.2.1:27017` or `[2001:db8::1]:27017`. */
export type EndpointKey = string;

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export function endpointKey(endpoint: Endpoint): EndpointKey {
  return endpoint.address.includes(':')
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

/** The inverse of `endpointKey`; undefined where the text is not an address with a port. */
export function parseEndpointKey(text: string): Endpoint | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d{1,5})$/i.exec(text);
  if (!match) return undefined;
  const port = Number(match[3]);
  const address = match[1] ?? match[2];
  return address !== undefined && port > 0 && port < 65_536 ? { address, port } : undefined;
}

/** What a TLS handshake showed, kept for finding the owner. Fields are the certificate's own text: hostile until cleaned. */
export interface CertificateSeen {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly sha256: string;
}
