// How a date, an hour, a month or a length of time is written: tokens, and what stands between them.

/** `DEC`: the offset of the hour, `+02:00`. */
export type Partie = 'AAAA' | 'AA' | 'MOIS' | 'JJ' | 'HH' | 'MIN' | 'SS' | 'DEC';
export type Gabarit = readonly (Partie | { texte: string })[];

const MARQUE = /AAAA|AA|MM|JJ|HH|SS|±|[Th](?![a-zÀ-ÿ])|[a-zA-ZÀ-ÿ]+?(?=AA|MM|JJ|HH|SS|[^a-zA-ZÀ-ÿ]|$)|[^a-zA-ZÀ-ÿ±]+/g;
/** Letters that stand for themselves: `2026-10-01T08:02`, `08h02`. */
const LITTERALES = ['T', 'h'];
const JETONS = 'AAAA ou AA (année), MM (mois, ou minutes après HH), JJ, HH, SS, ± (décalage horaire)';

/** `MM` is the month, but the minutes where an hour comes before it. Cut by a letter that is no token: the sentence that says so. */
export const lireGabarit = (texte: string): { ok: true; valeur: Gabarit } | { ok: false; raison: string } => {
  const parties: (Partie | { texte: string })[] = [];
  for (const m of texte.match(MARQUE) ?? []) {
    if (m === 'MM') parties.push(parties.includes('HH') && !parties.includes('MIN') ? 'MIN' : 'MOIS');
    else if (m === '±') parties.push('DEC');
    else if (m === 'AAAA' || m === 'AA' || m === 'JJ' || m === 'HH' || m === 'SS') parties.push(m);
    else if (/^[^a-zA-ZÀ-ÿ]/.test(m) || LITTERALES.includes(m)) parties.push({ texte: m });
    else return { ok: false, raison: `« ${m} » n’est pas connu dans « ${texte} » : écrivez ${JETONS}` };
  }
  const jetons = parties.filter((p) => typeof p === 'string');
  const double = jetons.find((p, i) => jetons.indexOf(p) !== i || (p === 'AA' && jetons.includes('AAAA')));
  if (double) return { ok: false, raison: `« ${texte} » dit deux fois la même chose (${double}) : gardez-en une` };
  if (jetons.length === 0) return { ok: false, raison: `« ${texte} » ne dit rien : écrivez ${JETONS}` };
  return { ok: true, valeur: parties };
};

export const ditDate = (g: Gabarit): boolean =>
  (g.includes('AAAA') || g.includes('AA')) && g.includes('MOIS') && g.includes('JJ');
export const ditHeure = (g: Gabarit): boolean => g.includes('HH') && g.includes('MIN');

const DATE: readonly Partie[] = ['AAAA', 'AA', 'MOIS', 'JJ'];
const HEURE: readonly Partie[] = ['HH', 'MIN', 'SS', 'DEC'];

/** A date is said whole or not at all, and so is an hour: what is said by half is read by nobody. */
export const fauteGabarit = (g: Gabarit): string | undefined => {
  const a = (parties: readonly Partie[]): boolean => parties.some((p) => g.includes(p));
  if (a(DATE) && !ditDate(g)) return 'la date n’y est pas entière : il faut l’année, MM et JJ';
  if (a(HEURE) && !ditHeure(g)) return 'l’heure n’y est pas entière : il faut HH puis MM';
  return undefined;
};

const LARGEURS: Readonly<Record<Partie, number>> = { AAAA: 4, AA: 2, MOIS: 2, JJ: 2, HH: 2, MIN: 2, SS: 2, DEC: 6 };

export const largeurGabarit = (g: Gabarit): number =>
  g.reduce((n, p) => n + (typeof p === 'string' ? LARGEURS[p] : p.texte.length), 0);

export const ecrireGabarit = (g: Gabarit, valeurs: Readonly<Partial<Record<Partie, string>>>): string =>
  g.map((p) => (typeof p === 'string' ? (valeurs[p] ?? '') : p.texte)).join('');

/** What each token held; undefined where the text is not written so. Hours of a length of time may take more than two digits. */
export const lireSelonGabarit = (g: Gabarit, texte: string): Partial<Record<Partie, string>> | undefined => {
  const regles = g.map((p) => {
    if (typeof p !== 'string') return p.texte.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (p === 'DEC') return '(?<DEC>[+-]\\d{2}:\\d{2})';
    return `(?<${p}>\\d{${LARGEURS[p]}${p === 'HH' ? ',6' : ''}})`;
  });
  return new RegExp(`^${regles.join('')}$`).exec(texte)?.groups;
};
