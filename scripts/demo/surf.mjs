const rate = 11_025;
const seconds = 20;

/** The sound of waves on a beach: noise, softened, that swells and falls. Stands in for every podcast episode. */
export function surf() {
  const samples = rate * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);

  let state = 1;
  let soft = 0;
  for (let i = 0; i < samples; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    soft += 0.12 * (state / 2 ** 31 - 1 - soft);
    const swell = 0.25 + 0.75 * Math.sin((Math.PI * i) / (rate * 5)) ** 2;
    wav.writeInt16LE(Math.round(soft * swell * 30_000), 44 + i * 2);
  }
  return wav;
}
