import { dateExiste, decalageParis, instantsDeLocal, localParis } from '../temps/paris';
import { type DateCivile, type Instant, type Mois, moisSchema } from '../temps/types';
import type { Champ, ColonneDecalage } from './champ';

/** `JJ/MM/AAAA` of a civil date. */
export const ecrireDate = (d: DateCivile): string => `${d.slice(8, 10)}/${d.slice(5, 7)}/${d.slice(0, 4)}`;

export const date = (sens: string): Champ<DateCivile> => ({
  type: 'date JJ/MM/AAAA',
  sens,
  requis: true,
  colonneRequise: true,
  lire: (t) => {
    const m = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(t);
    if (!m) return { ok: false, raison: 'date JJ/MM/AAAA attendue' };
    const d = `${m[3]}-${m[2]}-${m[1]}`;
    if (!dateExiste(d) || d < '1800-01-01') return { ok: false, raison: 'cette date n’existe pas au calendrier' };
    return { ok: true, valeur: d };
  },
  ecrire: ecrireDate,
});

/** `AAAA-MM`. */
export const mois = (sens: string): Champ<Mois> => ({
  type: 'mois AAAA-MM',
  sens,
  sorte: 'MOIS',
  requis: true,
  colonneRequise: true,
  lire: (t) => {
    const lu = moisSchema.safeParse(t);
    return lu.success ? { ok: true, valeur: lu.data } : { ok: false, raison: 'mois AAAA-MM attendu' };
  },
  ecrire: (m) => m,
});

type Precision = 'minute' | 'seconde';

/** By UTC hour: the clock is set on a whole one, so that all of an hour is given twice, or none of it. */
const repetees = new Map<string, boolean>();
const HEURE_UTC = '2026-10-25T00'.length;

/** True where the clock's reading is given twice (autumn): only an offset tells which. */
export const heureRepetee = (i: Instant): boolean => {
  const heure = i.slice(0, HEURE_UTC);
  const connue = repetees.get(heure) ?? instantsDeLocal(localParis(i)).length > 1;
  repetees.set(heure, connue);
  return connue;
};

/**
 * An instant, `JJ/MM/AAAA HH:MM[:SS]` in Europe/Paris. `decalage`: the column that holds its offset in the repeated
 * hour of autumn; without one the first of the two is taken, with a warning. `partage`: the column of another hour that says it too,
 * as long as one offset is right for both. The hour that spring skips is refused.
 */
export const instant = (
  precision: Precision,
  sens: string,
  decalage: ColonneDecalage,
  partage?: ColonneDecalage,
): Champ<Instant> => ({
  type: precision === 'seconde' ? 'instant JJ/MM/AAAA HH:MM:SS' : 'instant JJ/MM/AAAA HH:MM',
  sens,
  sorte: 'INSTANT',
  requis: true,
  colonneRequise: true,
  decalage,
  ...(partage ? { decalagePartage: partage } : {}),
  lire: (t, offset) => {
    const m = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2})(?::(\d{2}))?$/.exec(t);
    if (!m) return { ok: false, raison: 'instant JJ/MM/AAAA HH:MM ou JJ/MM/AAAA HH:MM:SS attendu' };
    const jour = `${m[3]}-${m[2]}-${m[1]}`;
    if (!dateExiste(jour)) return { ok: false, raison: 'cette date n’existe pas au calendrier' };
    if (Number(m[4]) > 23 || Number(m[5]) > 59 || Number(m[6] ?? 0) > 59)
      return { ok: false, raison: 'cette heure n’existe pas' };
    const possibles = instantsDeLocal(`${jour}T${m[4]}:${m[5]}:${m[6] ?? '00'}`);
    const [premier, second] = possibles;
    if (!premier) return { ok: false, raison: 'cette heure n’existe pas : le passage à l’heure d’été la saute' };
    if (offset !== '') {
      const voulu = possibles.find((i) => decalageParis(i) === offset);
      return voulu
        ? { ok: true, valeur: voulu }
        : { ok: false, raison: 'le décalage donné n’est pas celui de Paris à cette heure' };
    }
    if (!second) return { ok: true, valeur: premier };
    return {
      ok: true,
      valeur: premier,
      avertissement: 'heure du passage à l’heure d’hiver, donnée deux fois : la première est prise',
    };
  },
  ecrire: (i) => {
    const l = localParis(i);
    return `${ecrireDate(l.slice(0, 10) as DateCivile)} ${l.slice(11, precision === 'seconde' ? 19 : 16)}`;
  },
  instantDe: (i) => i,
});
