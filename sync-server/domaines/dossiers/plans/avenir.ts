import type { Avertissement, LigneLue, RefusLigne } from '#shared/formats/codec-lecture';
import { deMois } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, ajouterMois, dateParis, dernierJour, epochMs, instantDe, localParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Plan } from './plan';

// Nobody has punched or corrected tomorrow. But what says that it is tomorrow is the clock of one machine, and a whole month must
// not be lost to a clock that is not set: a row is refused only where the file's own month contradicts it too. What the clock alone
// contradicts is taken, and said.

/** Two clocks never agree to the second. */
const TOLERANCE_MIN = 5;

/** A punch of its file's month may end on the morning after it; corrections of a month are made until the end of the next. */
const DERNIER_JOUR = {
  pointages: (mois: Mois) => ajouterJours(dernierJour(mois), 1),
  corrections: (mois: Mois) => dernierJour(ajouterMois(mois, 1)),
} as const;
const NOMS = {
  pointages: { un: 'pointage', quoi: 'un pointage pris ne s’efface plus' },
  corrections: {
    un: 'correction',
    quoi: 'jusqu’à son heure, une correction l’emporte sur celles qui se font à l’écran',
  },
} as const;

export type Avenir<L> = {
  lignes: LigneLue<L>[];
  refus: RefusLigne[];
  avertissements: Avertissement[];
  /** The hour from which reading the file again would say something else. */
  jusqua: Instant | undefined;
};

/** Rows of a file later than its import: those to refuse, and what is said of the others. */
export const trierAvenir = <L extends { instant: Instant }>(
  lignes: readonly LigneLue<L>[],
  { quoi, mois, maintenant }: { quoi: keyof typeof NOMS; mois: Mois; maintenant: Instant },
): Avenir<L> => {
  const limite = instantDe(epochMs(maintenant) + TOLERANCE_MIN * 60_000);
  const avenir = lignes.filter((l) => l.valeur.instant > limite);
  const [premier] = avenir.map((l) => l.valeur.instant).sort();
  const refusees = new Set(avenir.filter((l) => dateParis(l.valeur.instant) > DERNIER_JOUR[quoi](mois)));
  const prises = avenir.filter((l) => !refusees.has(l));
  const [premiere] = [...prises].sort((a, b) => (a.valeur.instant < b.valeur.instant ? -1 : 1));
  const { un, quoi: suite } = NOMS[quoi];
  const refus = [...refusees].map(({ ligne, valeur }) => ({
    ligne,
    colonne: 'instant',
    valeur: localParis(valeur.instant).replace('T', ' '),
    raison: `cette date n’est pas encore venue, et elle n’est pas ${deMois(mois)}. Corrigez-la, puis importez à nouveau`,
  }));
  const avertissements = premiere
    ? [
        {
          ligne: premiere.ligne,
          colonne: 'instant',
          valeur: localParis(premiere.valeur.instant).replace('T', ' '),
          raison: `${pluriel(prises.length, un)} à une heure qui n’est pas encore venue, dont celle-ci est la première. Vérifiez l’heure du serveur, et les dates du fichier : ${suite}`,
        },
      ]
    : [];
  const jusqua = premier && instantDe(epochMs(premier) - TOLERANCE_MIN * 60_000);
  return { lignes: lignes.filter((l) => !refusees.has(l)), refus, avertissements, jusqua };
};

/** The plan of the rows that are kept, with what is said of the others. */
export const avecAvenir = <P extends Plan>(
  plan: P,
  { refus, avertissements, jusqua }: Omit<Avenir<never>, 'lignes'>,
): P => ({
  ...plan,
  refus: [...plan.refus, ...refus],
  avertissements: [...plan.avertissements, ...avertissements],
  ...(jusqua === undefined ? {} : { jusqua }),
});
