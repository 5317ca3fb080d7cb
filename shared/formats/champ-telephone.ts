import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Champ, colonneFacultative } from './champ';

const memo = new Map<string, string | undefined>();

/**
 * A number in any French spelling, as E.164; undefined where it cannot be one. "Possible" (length), not "valid":
 * the ranges reserved for tests and fiction (01 99 00 …) are not attributed, and must pass.
 */
const numeroRecu = (t: string): string | undefined => {
  if (!memo.has(t)) {
    if (memo.size > 200_000) memo.clear();
    const n = parsePhoneNumberFromString(t, { defaultCountry: 'FR', extract: false });
    memo.set(t, n?.isPossible() && !n.ext && /^\+\d{6,15}$/.test(n.number) ? n.number : undefined);
  }
  return memo.get(t);
};

/** The same for one that somebody wrote: French and still beginning with 0, it lacks a digit, and would be nobody's. */
export const numeroE164 = (t: string): string | undefined => {
  const n = numeroRecu(t);
  return n?.startsWith('+330') ? undefined : n;
};

const raison = 'numéro de téléphone attendu, français de dix chiffres, ou précédé de l’indicatif du pays';

const champNumero = (sens: string, lireNumero: (t: string) => string | undefined): Champ<string> => ({
  type: 'numéro de téléphone',
  sens,
  requis: true,
  colonneRequise: true,
  longueur: 40,
  lire: (t) => {
    const valeur = lireNumero(t);
    return valeur === undefined ? { ok: false, raison } : { ok: true, valeur };
  },
  ecrire: (v) => v,
});

/** The number that a call came from, as the operator told it: no punch is lost for an odd one. */
export const telephone = (sens: string): Champ<string> => champNumero(sens, numeroRecu);

/** An optional number whose faults are said and cost the row nothing: one that cannot be read is no number. */
export const telephoneDouteux = (sens: string): Champ<string | undefined> => {
  const champ = champNumero(sens, numeroE164);
  return {
    ...colonneFacultative(champ),
    lire: (t, d) => {
      const lu = t === '' ? undefined : champ.lire(t, d);
      if (lu === undefined) return { ok: true, valeur: undefined };
      return lu.ok
        ? lu
        : { ok: true, valeur: undefined, avertissement: `${lu.raison} : le reste de la ligne est pris` };
    },
  };
};

/** Numbers separated by `|`; each kept once. One that lacks a digit is left out, and said: the usager is taken without it. */
export const telephones = (sens: string): Champ<string[]> => ({
  type: 'numéros séparés par |',
  sens,
  requis: false,
  colonneRequise: false,
  longueur: 400,
  lire: (t) => {
    const numeros = new Set<string>();
    const courts: string[] = [];
    for (const [i, partie] of t.split('|').entries()) {
      if (partie.trim() === '') continue;
      const faute = `${i === 0 ? '1er' : `${i + 1}e`} numéro de la case : ${raison}`;
      if (numeroRecu(partie.trim()) === undefined) return { ok: false, raison: faute };
      const n = numeroE164(partie.trim());
      if (n === undefined) courts.push(faute);
      else numeros.add(n);
    }
    const valeur = [...numeros];
    if (courts.length === 0) return { ok: true, valeur };
    return { ok: true, valeur, avertissement: `${courts.join(' ; ')} : le reste de la ligne est pris` };
  },
  ecrire: (v) => v.join('|'),
});
