/** What there is to know of a voice of the system's (`SpeechSynthesisVoice`). */
export interface Voice {
  readonly voiceURI: string;
  readonly name: string;
  /** "en-GB"; some systems write "en_GB". */
  readonly lang: string;
  /** Whether it speaks on this computer, without telling anybody what is read. */
  readonly localService: boolean;
  readonly default: boolean;
}

/** The primary language of a tag: "en" of "en-GB". */
export function primaryLanguage(tag: string): string {
  return tag.split(/[-_]/)[0]?.toLowerCase() ?? '';
}

/** The voices on this computer that speak a language, those of its region first. Voices of a service are never among them. */
export function voicesFor<T extends Voice>(voices: readonly T[], language: string): readonly T[] {
  const tag = normal(language);
  const rank = (voice: T) => (normal(voice.lang) === tag ? 0 : 2) + (voice.default ? 0 : 1);
  const speaking = voices.filter(
    ({ localService, lang }) => localService && primaryLanguage(lang) === primaryLanguage(language),
  );
  // eSpeak lists each voice a hundred times, with another timbre: "English+Alex".
  const plain = speaking.filter(({ name }) => !/\+\w/.test(name));
  return [...(plain.length > 0 ? plain : speaking)].sort((a, b) => rank(a) - rank(b));
}

/** The voice to read a language with: the chosen one while it is there, else the nearest; null when none speaks it. */
export function voiceFor<T extends Voice>(
  voices: readonly T[],
  language: string,
  chosen: Readonly<Record<string, string>>,
): T | null {
  const speaking = voicesFor(voices, language);
  const wanted = chosen[primaryLanguage(language)];
  return speaking.find(({ voiceURI }) => voiceURI === wanted) ?? speaking[0] ?? null;
}

function normal(tag: string): string {
  return tag.replaceAll('_', '-').toLowerCase();
}

/** How to get a voice, by the system's name (`navigator.platform`). */
export function howToGetVoice(platform: string): string {
  if (platform.startsWith('Mac'))
    return 'You can add one in System Settings, under Accessibility, Spoken Content, System Voice.';
  if (platform.startsWith('Win')) return 'You can add one in Settings, under Time & language, Speech.';
  return 'On Debian and Ubuntu, install speech-dispatcher and espeak-ng, then start Broadsheet again.';
}
