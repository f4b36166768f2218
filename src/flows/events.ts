import { headline } from '../assess/exposure.ts';
import type { EventBody, SidelightEvent } from '../model/event.ts';
import { caseId } from '../model/ids.ts';
import type { EndpointResult } from './result.ts';

/** The events that one target's result gives, in the order in which a reader wants them. */
export function eventsOf(
  result: EndpointResult,
  run: string,
  numbers: ReadonlyMap<string, number> | undefined,
): SidelightEvent[] {
  const { endpoint, observation } = result;
  const bodies: EventBody[] = [];
  if (result.notAssessed) {
    bodies.push({
      type: 'error',
      endpoint,
      code: result.notAssessed.code,
      message: result.notAssessed.because,
    });
  } else {
    bodies.push({
      type: 'endpoint.seen',
      endpoint,
      state: result.state,
      ...(result.host === undefined ? {} : { host: result.host }),
      ...(result.behaviour === undefined ? {} : { behaviour: result.behaviour }),
    });
  }
  if (observation) {
    bodies.push({
      type: 'posture',
      endpoint,
      service: observation.service,
      product: observation.product,
      ...(observation.version === undefined ? {} : { version: observation.version }),
      posture: observation.posture,
      reasons: observation.reasons,
      scopeEntry: observation.scopeEntry,
    });
    for (const dataset of observation.datasets) {
      bodies.push({
        type: 'dataset',
        endpoint,
        name: dataset.name,
        ...(dataset.rows ? { rows: dataset.rows.value, rowsMethod: dataset.rows.method } : {}),
        ...(dataset.bytes === undefined ? {} : { bytes: dataset.bytes }),
        depth: observation.depth,
        containers: dataset.containers,
        fields: dataset.fields.length,
        draw: dataset.draw,
        n: dataset.n,
        ...(dataset.people ? { people: dataset.people } : {}),
        ...(dataset.minors ? { minors: dataset.minors } : {}),
        ...(dataset.combination ? { combination: dataset.combination } : {}),
        ...(dataset.doubts ? { doubts: dataset.doubts } : {}),
      });
      for (const field of dataset.fields) {
        for (const type of field.types) {
          bodies.push({
            type: 'exposure',
            endpoint,
            dataset: dataset.name,
            field: field.path,
            dataType: type.id,
            share: type.share,
            low: type.low,
            high: type.high,
            n: field.n,
            draw: dataset.draw,
            confidence: type.confidence,
            because: type.because,
          });
        }
      }
    }
    for (const marker of observation.markers) {
      bodies.push({
        type: 'marker',
        endpoint,
        class: marker.class,
        name: marker.name,
        strength: marker.strength,
        ...(marker.date === undefined ? {} : { date: marker.date }),
        method: marker.method,
        count: marker.count,
      });
    }
    if (observation.severity) {
      const id = caseId(endpoint, observation.service);
      const number = numbers?.get(id);
      const { minors, combination, doubts } = headline(observation.datasets);
      bodies.push({
        type: 'finding',
        endpoint,
        case: id,
        ...(number === undefined ? {} : { number }),
        service: observation.service,
        shapes: observation.shapes,
        rows: observation.rows,
        ...(observation.people ? { people: observation.people } : {}),
        severity: observation.severity,
        badges: observation.badges,
        notes: observation.notes,
        close: result.close ?? [],
        ...(minors ? { minors } : {}),
        ...(combination ? { combination } : {}),
        ...(doubts ? { doubts } : {}),
        ...(observation.consequences === undefined ? {} : { consequences: observation.consequences }),
      });
    }
  }
  return bodies.map((body) => ({ v: 1, at: result.at, run, ...body }));
}
