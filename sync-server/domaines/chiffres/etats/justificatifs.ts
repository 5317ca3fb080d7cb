import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { VisiteComplementaire } from '#shared/contrats/cloture/complement';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { comparer } from '#shared/domain/appariement/ordre';
import { serviceFaitChange } from '#shared/domain/cloture/complement';
import { nomUsager } from '#shared/domain/prefacturation/composer-pro-forma';
import { atteintMois } from '#shared/domain/ventilation/versions';
import { moisEnMots } from '#shared/mots/dates';
import { premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { type EntreeZip, zipper } from '../../../adapters/zip';
import { lireMoisPrefactures, type MoisPrefacture, type PortsPrefacturation } from '../../financement';
import { lesPolices } from './fichiers';
import { type Justificatif, rendreJustificatif } from './sortie-justificatif';

// The proofs that funders ask for beside the month's bill: one document per usager and funder, from what was frozen where the month
// is closed.

/** Chosen: one funder; else each that a prise en charge names. */
export type DemandeJustificatifs = { antennes: readonly Antenne[]; mois: Mois; financeur?: string | undefined };

type UsagerDuMois = Pick<EtatFige, 'usagerId' | 'usager' | 'visites' | 'prisesEnCharge'>;

/** [CL-4] Who had no visit in the month, and of whom it rectifies months closed before, is there too. */
const usagersDuMois = (x: MoisPrefacture): UsagerDuMois[] => {
  const connus = new Set(x.etats.map((e) => e.usagerId));
  const venus = x.complements.filter((c) => !connus.has(c.usagerId));
  return [...x.etats, ...venus.map(({ usagerId, usager }) => ({ usagerId, usager, visites: [], prisesEnCharge: [] }))];
};

const rectifieesDe = (x: MoisPrefacture, usagerId: string): VisiteComplementaire[] =>
  x.complements.flatMap((c) => (c.usagerId === usagerId ? c.visites : []));

const payees = (v: VisiteFigee | undefined, code: string): number =>
  (v?.parts ?? []).reduce((n, p) => (p.codeFinanceur === code ? n + p.minutes : n), 0);

/** Those of which it does not pay what it did, or no longer for the same hours. */
const rectifications = (x: MoisPrefacture, usagerId: string, code: string): Justificatif['rectifications'] =>
  rectifieesDe(x, usagerId)
    .map(({ moisOrigine, ancien, nouveau }) => ({
      mois: moisOrigine,
      ...(ancien && { ancien }),
      ...(nouveau && { nouveau }),
      avant: payees(ancien, code),
      apres: payees(nouveau, code),
    }))
    .filter((r) => r.avant !== r.apres || (r.avant > 0 && serviceFaitChange(r)))
    .sort((a, b) => comparer(rangDe(a), rangDe(b)));
const rangDe = (r: Justificatif['rectifications'][number]): string =>
  `${r.mois} ${(r.nouveau ?? r.ancien)?.debut ?? ''}`;

/** What one funder pays of one usager's month. */
const composer = (x: MoisPrefacture, e: UsagerDuMois, code: string): Justificatif => {
  const siennes = e.prisesEnCharge.filter((p) => p.codeFinanceur === code);
  // [FI-10] Of one that has several versions, those of the month.
  const seules = (p: (typeof siennes)[number]) => siennes.every((x) => x === p || x.numero !== p.numero);
  const prises = siennes.filter((p) => seules(p) || atteintMois(p, x.mois));
  const visites = e.visites.flatMap((v) => {
    const parts = v.parts.filter((p) => p.codeFinanceur === code && p.minutes > 0);
    const minutes = parts.reduce((n, p) => n + p.minutes, 0);
    return minutes === 0
      ? []
      : [{ visite: v, numeros: [...new Set(parts.flatMap((p) => p.numeroPec ?? []))], minutes }];
  });
  return {
    antenne: x.antenne,
    mois: x.mois,
    cloture: x.cloture,
    instant: x.instant,
    financeur: prises[0]?.financeur ?? x.financeurs.au(code, premierJour(x.mois))?.libelle ?? code,
    usagerId: e.usagerId,
    nom: nomUsager(e),
    usager: e.usager,
    prises: prises.filter((p) => visites.some((v) => v.numeros.includes(p.numero))),
    visites: visites.sort((a, b) => (a.visite.debut < b.visite.debut ? -1 : 1)),
    minutes: visites.reduce((n, v) => n + v.minutes, 0),
    rectifications: rectifications(x, e.usagerId, code),
  };
};

/** Funders of one usager's month: those named by a prise en charge, or the one asked for. */
const financeursDe = (x: MoisPrefacture, e: UsagerDuMois, voulu: string | undefined): string[] => {
  const rectifiees = rectifieesDe(x, e.usagerId).flatMap((v) => [
    ...(v.ancien?.parts ?? []),
    ...(v.nouveau?.parts ?? []),
  ]);
  const touches = new Set(
    rectifiees.flatMap((p) => (rectifications(x, e.usagerId, p.codeFinanceur).length > 0 ? p.codeFinanceur : [])),
  );
  const parts = [
    ...e.visites.flatMap((v) => v.parts),
    ...rectifiees.filter((p) => touches.has(p.codeFinanceur)),
  ].filter((p) => p.minutes > 0);
  const siens = voulu === undefined ? parts.filter((p) => p.numeroPec !== undefined) : parts;
  return [...new Set(siens.map((p) => p.codeFinanceur))].filter((c) => voulu === undefined || c === voulu).sort();
};

type Prepare = { nom: string; code: string; x: MoisPrefacture; e: UsagerDuMois };

const sain = (t: string): string => t.replace(/[^\w-]/g, '_');

const preparer = (lus: readonly MoisPrefacture[], financeur: string | undefined): Prepare[] =>
  lus.flatMap((x) =>
    usagersDuMois(x).flatMap((e) =>
      financeursDe(x, e, financeur).map((code) => ({
        nom: `${sain(code)}/JUSTIFICATIF_${sain(code)}_${sain(e.usagerId)}_${x.antenne}_${x.mois.replace('-', '')}${x.cloture ? '' : '_PROVISOIRE'}.pdf`,
        code,
        x,
        e,
      })),
    ),
  );

const OPTIONS = { delimiter: ';', record_delimiter: '\r\n' };
const SOMMAIRE = ['fichier', 'antenne', 'id_millesime', 'code_financeur', 'nombre_visites', 'minutes'];

/** Each document, then their list: made one at a time, as the archive leaves. */
async function* documents(prets: readonly Prepare[]): AsyncGenerator<EntreeZip> {
  const lignes: string[][] = [];
  for (const { nom, code, x, e } of prets) {
    const j = composer(x, e, code);
    lignes.push([nom, x.antenne, e.usagerId, code, String(j.visites.length), String(j.minutes)]);
    yield { nom, octets: await rendreJustificatif(lesPolices(), j) };
  }
  const texte = stringify([SOMMAIRE, ...lignes, ['#FIN', String(lignes.length)]], OPTIONS);
  yield { nom: 'SOMMAIRE.csv', octets: Buffer.from(texte) };
}

/** The month's proofs as one archive: a folder per funder, a document per usager, and the list of them. */
export const preparerJustificatifs = async (
  p: PortsPrefacturation,
  d: DemandeJustificatifs,
): Promise<Resultat<{ nom: string; documents: number; usagers: ReadonlySet<string>; ouvrir: () => Readable }>> => {
  const lus = await lireMoisPrefactures(p, d.antennes, d.mois);
  if (!lus.ok) return lus;
  const prets = preparer(lus.valeur, d.financeur);
  if (prets.length === 0)
    return refuser(
      'SANS_JUSTIFICATIF',
      `Aucune heure ${d.financeur === undefined ? 'prise en charge' : 'de ce financeur'} en ${moisEnMots(d.mois)} : choisissez un autre mois, une autre antenne ou un autre financeur.`,
    );
  const instants = lus.valeur.map((x) => x.instant).sort();
  const instant = instants.at(-1) ?? p.horloge();
  const antenne = d.antennes.length === 1 ? d.antennes[0] : 'TOUTES';
  return {
    ok: true,
    valeur: {
      nom: `JUSTIFICATIFS_${d.financeur === undefined ? '' : `${sain(d.financeur)}_`}${antenne}_${d.mois.replace('-', '')}.zip`,
      documents: prets.length,
      usagers: new Set(prets.map((p) => p.e.usagerId)),
      ouvrir: () => Readable.from(zipper(documents(prets), instant)),
    },
  };
};
