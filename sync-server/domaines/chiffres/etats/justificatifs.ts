import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { nomUsager } from '#shared/domain/prefacturation/composer-pro-forma';
import { moisEnMots } from '#shared/domain/releve/mots';
import { atteintMois } from '#shared/domain/ventilation/versions';
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

/** What one funder pays of one usager's month. */
const composer = (x: MoisPrefacture, e: EtatFige, code: string): Justificatif => {
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
  };
};

/** Funders of one usager's month: those named by a prise en charge, or the one asked for. */
const financeursDe = (e: EtatFige, voulu: string | undefined): string[] => {
  const parts = e.visites.flatMap((v) => v.parts).filter((p) => p.minutes > 0);
  const siens = voulu === undefined ? parts.filter((p) => p.numeroPec !== undefined) : parts;
  return [...new Set(siens.map((p) => p.codeFinanceur))].filter((c) => voulu === undefined || c === voulu).sort();
};

type Prepare = { nom: string; code: string; x: MoisPrefacture; e: EtatFige };

const sain = (t: string): string => t.replace(/[^\w-]/g, '_');

const preparer = (lus: readonly MoisPrefacture[], financeur: string | undefined): Prepare[] =>
  lus.flatMap((x) =>
    x.etats.flatMap((e) =>
      financeursDe(e, financeur).map((code) => ({
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
