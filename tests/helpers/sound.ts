/** Switches of Chromium's for playing in real time on machines with any sound card or none, and without a sound. */
export const silently = ['--disable-audio-output'];

/**
 * A recording made by arithmetic: a WAV file (RIFF, PCM of 8 bits) with one low tone, so that no binary has to be kept.
 *
 * @param seconds how long it lasts
 * @param rate samples and bytes of a second
 */
export function makeWav(seconds: number, rate = 8_000): Buffer {
  const samples = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + samples, 128);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples, 40);
  for (let sample = 0; sample < samples; sample += 1) {
    file[44 + sample] = 128 + Math.round(6 * Math.sin((sample / rate) * 2 * Math.PI * 220));
  }
  return file;
}
