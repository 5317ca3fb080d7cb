import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { dateEntiere } from '../../mots/dates';
import { moisDe } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { valableLe } from '../ventilation/versions';
import { etendue, type LignePrise, memesTermes, type Reception } from './dater';
import { finDe, ligneDe, veille } from './intervalles';

// What the report of an import says of versions [FI-10]. No sentence quotes what a row holds but dates: whoever may not read the rows
// of every antenna is shown the sentence alone.

/** `ligne` of the file; `colonne`: the one that the sentence is about. */
export type Remarque = { ligne: number; colonne: string; raison: string };

const TERMES = [
  ['codeFinanceur', 'financeur'],
  ['priorite', 'priorité'],
  ['minutesMax', 'plafond'],
  ['codePrestation', 'prestation'],
] as const satisfies [keyof PriseEnCharge, string][];

/** `le plafond et le financeur changent`; nothing that changes is said too. */
const changements = (avant: PriseEnCharge | undefined, apres: PriseEnCharge): string => {
  if (!avant) return 'elle commence';
  const dits = TERMES.flatMap(([cle, mot]) => (avant[cle] === apres[cle] ? [] : [mot]));
  return dits.length === 0 ? 'mêmes termes qu’avant' : `change : ${dits.join(', ')}`;
};

const auJour = (versions: readonly PriseEnCharge[], d: DateCivile): PriseEnCharge | undefined =>
  versions.find((p) => valableLe(p, d));

/** Each version of a numéro that the file brought, and from when it holds. The first of a numéro that was unknown is the row itself. */
export const versionsNeuves = (
  connues: readonly PriseEnCharge[],
  versions: readonly PriseEnCharge[],
  lignes: readonly LignePrise[],
  r: Reception,
): Remarque[] =>
  versions.flatMap((p, rang): Remarque[] => {
    const l = lignes.find((x) => x.version.dateDebut === ligneDe(p));
    const deja = connues.some((c) => c.dateDebut === p.dateDebut && c.recuLe === p.recuLe && memesTermes(c, p));
    if (!l || p.recuLe !== r.instant || deja || (connues.length === 0 && rang === 0)) return [];
    const avant = auJour(connues, p.dateDebut) ?? auJour(versions, veille(p.dateDebut));
    const bornee = finDe(p) < etendue(l, lignes).a ? ` jusqu’au ${dateEntiere(finDe(p))}` : '';
    const close = r.clos.has(moisDe(p.dateDebut))
      ? '. Ce mois est clos : ce qui y change partira en lignes complémentaires'
      : '';
    return [
      {
        ligne: l.ligne,
        colonne: p.ligneDu === undefined ? 'date_debut' : l.effet === p.dateDebut ? 'date_effet' : 'numero_pec',
        raison: `nouvelle version, à partir du ${dateEntiere(p.dateDebut)}${bornee} (${changements(avant, p)})${close}`,
      },
    ];
  });

/** Rows that say what cannot be: they overlap, or change what is closed, or give a date that changes nothing. */
export const versionsAVerifier = (
  connues: readonly PriseEnCharge[],
  versions: readonly PriseEnCharge[],
  lignes: readonly LignePrise[],
): Remarque[] =>
  lignes.flatMap((l): Remarque[] => {
    const x = etendue(l, lignes);
    const { ligne } = l;
    const remarques: Remarque[] = [];
    const suivante = lignes.find((s) => s.version.dateDebut > x.a && veille(s.version.dateDebut) === x.a);
    if (suivante && finDe(l.version) > x.a)
      remarques.push({
        ligne,
        colonne: 'date_fin',
        raison: `la version de la ligne ${suivante.ligne} commence avant la fin de celle-ci, qui s’arrête donc le ${dateEntiere(x.a)}`,
      });
    const connue = connues.some((p) => ligneDe(p) === l.version.dateDebut);
    if (l.effet !== undefined && l.effet !== l.version.dateDebut && !connue)
      remarques.push({
        ligne,
        colonne: 'date_effet',
        raison: `sans objet : cette version est nouvelle, et vaut depuis le ${dateEntiere(l.version.dateDebut)}`,
      });
    const tenue = versions.some((p) => memesTermes(p, l.version) && p.dateDebut <= x.a && x.de <= finDe(p));
    if (!tenue)
      remarques.push({
        ligne,
        colonne: 'numero_pec',
        raison:
          'cette version change alors que tous ses mois sont clos : rien n’est changé. Pour rectifier un mois clos, donnez une date_effet',
      });
    return remarques;
  });

/** [FI-10] A `date_effet` that is after what the row says, or before it. The row's own end is judged with the row. */
export const effetHorsVersion = (l: LignePrise, lignes: readonly LignePrise[]): Remarque | undefined => {
  const x = etendue(l, lignes);
  if (l.effet === undefined || l.effet <= x.a) return undefined;
  const suivante = lignes.find((s) => s.version.dateDebut > x.a);
  return {
    ligne: l.ligne,
    colonne: 'date_effet',
    raison: `la date d’effet vient après la fin de cette version${suivante ? `, que la ligne ${suivante.ligne} arrête le ${dateEntiere(x.a)}` : ''} : donnez-la sur la ligne de la version qu’elle concerne`,
  };
};
