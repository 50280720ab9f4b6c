/** Text to bytes in an old encoding: Node can only read these, so the table is made by reading every byte and pair. */
export function encode(text: string, label: string): Uint8Array {
  const table = tableOf(label);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      const bytes = code < 0x80 ? [code] : table.get(character);
      if (!bytes) throw new Error(`${character} cannot be written in ${label}`);
      return bytes;
    }),
  );
}

function tableOf(label: string): Map<string, number[]> {
  const table = new Map<string, number[]>();
  const remember = (bytes: number[]): void => {
    const decoder = new TextDecoder(label);
    const text = decoder.decode(Uint8Array.from(bytes), { stream: true }) + decoder.decode();
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let lead = 0x80; lead <= 0xff; lead++) remember([lead]);
  if (!/^(?:windows|iso-8859|koi8)/.test(label)) {
    for (let lead = 0x81; lead <= 0xfc; lead++) {
      for (let trail = 0x40; trail <= 0xfc; trail++) remember([lead, trail]);
    }
  }
  return table;
}

export function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

export function utf32(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const characters = [...(mark ? `\ufeff${text}` : text)];
  const bytes = Buffer.alloc(characters.length * 4);
  for (const [place, character] of characters.entries()) {
    const code = character.codePointAt(0) ?? 0;
    if (order === 'le') bytes.writeUInt32LE(code, place * 4);
    else bytes.writeUInt32BE(code, place * 4);
  }
  return bytes;
}
