/** How the bytes of a `Raw` are to be read. */
export type RawFormat = 'json' | 'bson' | 'text';

/**
 * A value that came from a target: a sampled record, or a name that may itself be personal (`user:<mail>`).
 *
 * It cannot be printed, logged, serialised or stored: every usual way out gives `[raw]`, spreading gives `{}`, and
 * structured clone (postMessage) loses the bytes. Only `describe/` may import `openRaw`; the architecture test and the
 * linter hold that.
 */
export class Raw {
  readonly #bytes: Uint8Array;
  readonly #format: RawFormat;

  constructor(bytes: Uint8Array, format: RawFormat) {
    this.#bytes = bytes;
    this.#format = format;
  }

  static open(value: Raw): { readonly bytes: Uint8Array; readonly format: RawFormat } {
    return { bytes: value.#bytes, format: value.#format };
  }

  /** Size in bytes; a size is not a value. */
  get size(): number {
    return this.#bytes.length;
  }

  toString(): string {
    return '[raw]';
  }

  toJSON(): string {
    return '[raw]';
  }

  [Symbol.toPrimitive](): string {
    return '[raw]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[raw]';
  }
}

export function rawJson(bytes: Uint8Array): Raw {
  return new Raw(bytes, 'json');
}

export function rawBson(bytes: Uint8Array): Raw {
  return new Raw(bytes, 'bson');
}

/** Text as UTF-8: a name, a key, a plain value. */
export function rawText(text: string | Uint8Array): Raw {
  return new Raw(typeof text === 'string' ? Buffer.from(text, 'utf8') : text, 'text');
}

/** The only way to the bytes. For `describe/` alone. */
export function openRaw(value: Raw): { readonly bytes: Uint8Array; readonly format: RawFormat } {
  return Raw.open(value);
}
