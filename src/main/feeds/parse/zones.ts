/** Time zones as dates name them: by offset, by letters, or by the name of a place. All in minutes east of Greenwich. */

/** `+0100`, `-5`, `+05:30` */
export function offset(text: string): number {
  const digits = text.replace(/[^\d]/g, '');
  const hours = Number(digits.length > 2 ? digits.slice(0, -2) : digits);
  const minutes = digits.length > 2 ? Number(digits.slice(-2)) : 0;
  const total = hours * 60 + minutes;
  return text.startsWith('-') ? -total : total;
}

/** Letters that stand for one offset nearly everywhere. */
const ZONES: Readonly<Record<string, number>> = {
  ACDT: 630,
  ACST: 570,
  ADT: -180,
  AEDT: 660,
  AEST: 600,
  AET: 600,
  AFT: 270,
  AKDT: -480,
  AKST: -540,
  ALMT: 360,
  ART: -180,
  AST: -240,
  AT: -240,
  AWST: 480,
  BDT: 360,
  BOT: -240,
  BRST: -120,
  BRT: -180,
  BST: 60,
  CAT: 120,
  CDST: -300,
  CDT: -300,
  CEST: 120,
  CET: 60,
  CHST: 600,
  CLST: -180,
  CLT: -240,
  COT: -300,
  CST: -360,
  CT: -360,
  EAT: 180,
  ECT: -300,
  EDST: -240,
  EDT: -240,
  EEST: 180,
  EET: 120,
  EST: -300,
  ET: -300,
  GST: 240,
  HADT: -540,
  HAST: -600,
  HKT: 480,
  HST: -600,
  ICT: 420,
  IDT: 180,
  IRST: 210,
  IST: 330,
  JST: 540,
  KST: 540,
  MDST: -360,
  MDT: -360,
  MEST: 120,
  MESZ: 120,
  MET: 60,
  MEZ: 60,
  MMT: 390,
  MSD: 240,
  MSK: 180,
  MST: -420,
  MT: -420,
  MYT: 480,
  NDT: -150,
  NPT: 345,
  NST: -210,
  NZDT: 780,
  NZST: 720,
  NZT: 720,
  PDST: -420,
  PDT: -420,
  PET: -300,
  PHT: 480,
  PKT: 300,
  PST: -480,
  PT: -480,
  PYT: -240,
  SAST: 120,
  SGT: 480,
  TRT: 180,
  UYT: -180,
  UZT: 300,
  VET: -240,
  WAT: 60,
  WEST: 60,
  WIB: 420,
  WIT: 540,
  WITA: 480,
};

/** A name nobody can know counts as UTC (RFC 5322, 4.3). */
export function namedZone(name: string): number {
  return ZONES[name.toUpperCase()] ?? 0;
}

/** The offset a place such as `Europe/Berlin` had at this time of its clocks; 0 for a place nobody knows. */
export function placeOffset(place: string, localTime: number): number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' });
  } catch {
    return 0;
  }
  // The clocks' own time is taken for UTC, which errs for some hours twice a year; a second look puts that right.
  const first = offsetAt(format, localTime);
  return offsetAt(format, localTime - first * 60_000);
}

function offsetAt(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const written = /[+-]\d{2}:\d{2}/.exec(name)?.[0];
  return written === undefined ? 0 : offset(written);
}
