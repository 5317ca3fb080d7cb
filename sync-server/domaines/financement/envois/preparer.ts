import type { Resultat } from '#shared/contrats/commun';
import { type Destination, type Envoi, idEnvoi } from '#shared/contrats/financement/envoi';
import { estParti, estReserve, type Geste, preparerEnvoi, retirerEnvoi } from '#shared/domain/dases/envoi';
import type { Mois } from '#shared/temps/types';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import type { Stocke } from '../../../store/lire';
import { fabriquerDases } from '../dases/fabriquer';
import { ecrireEnvoi, lireEnvois } from './documents';
import { fabriquerMillesime } from './millesime';
import type { FichierFabrique, PortsEnvois } from './ports';

const FABRIQUES: Record<Destination, (p: PortsEnvois, mois: Mois) => Promise<Resultat<FichierFabrique[]>>> = {
  DASES: fabriquerDases,
  MILLESIME: fabriquerMillesime,
};

const ESSAIS_MAX = 5;

type Quoi = Pick<Envoi, 'destination' | 'mois'>;

const noter = async (p: PortsEnvois, f: FichierFabrique, quoi: Quoi, auteur: string) => {
  const geste: Geste = { auteur, instant: p.horloge() };
  for (let i = 0; i < ESSAIS_MAX; i++) {
    const connu = (await lireEnvois(p.magasin, quoi.mois)).find((e) => e._id === idEnvoi({ ...quoi, nom: f.nom }));
    const suite: Envoi = preparerEnvoi(connu, { ...quoi, ...f }, geste);
    if (connu && suite === connu) return connu;
    const ecrit = await ecrireEnvoi(p.magasin, connu ? { ...suite, _rev: connu._rev } : suite);
    if (ecrit) return ecrit;
  }
  throw new Error('envoi non préparé : écritures concurrentes');
};

/** Those of the month that are no longer made; what is being sent right now is left to whoever sends it. */
const retirer = async (p: PortsEnvois, noms: ReadonlySet<string>, quoi: Quoi, auteur: string): Promise<void> => {
  const geste: Geste = { auteur, instant: p.horloge() };
  for (const connu of await lireEnvois(p.magasin, quoi.mois)) {
    if (connu.destination !== quoi.destination || noms.has(connu.nom) || estReserve(connu, geste.instant)) continue;
    const suite = retirerEnvoi(connu, geste);
    // Written by another meanwhile: the next preparation sees it again.
    if (suite !== connu) await ecrireEnvoi(p.magasin, { ...suite, _rev: connu._rev });
  }
};

/**
 * [CL-2, CL-4] The month's files for a destination, made from closed months, kept, and noted as prepared; those that were and are
 * no longer made are without object. Run again, it changes nothing; what has left stays as it left, whatever is set since.
 */
export const preparer = async (
  p: PortsEnvois,
  c: { mois: Mois; destination: Destination; auteur: string },
): Promise<Resultat<Stocke<Envoi>[]>> => {
  const fabriques = await compterPourDeBon(p, 'Rien n’a été préparé.', () => FABRIQUES[c.destination](p, c.mois));
  if (!fabriques.ok) return fabriques;
  const envois: Stocke<Envoi>[] = [];
  for (const f of fabriques.valeur)
    envois.push(await noter(p, f, { destination: c.destination, mois: c.mois }, c.auteur));
  const noms = new Set(envois.map((e) => e.nom));
  await retirer(p, noms, c, c.auteur);
  // A file that left, and that today's settings would no longer make, is still one of the month's.
  const partis = (await lireEnvois(p.magasin, c.mois)).filter(
    (e) => e.destination === c.destination && !noms.has(e.nom) && estParti(e) && e.etat !== 'SANS_OBJET',
  );
  return { ok: true, valeur: [...envois, ...partis] };
};
