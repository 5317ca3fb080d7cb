import type { Resultat } from '#shared/contrats/commun';
import { type Destination, type Envoi, idEnvoi } from '#shared/contrats/envoi';
import { estParti, type Geste, preparerEnvoi } from '#shared/domain/dases/envoi';
import type { Mois } from '#shared/temps/types';
import type { Stocke } from '../../ports/documents';
import { fabriquerDases } from '../dases/fabriquer';
import { ecrireEnvoi, lireEnvois } from './documents';
import { fabriquerMillesime } from './millesime';
import type { FichierFabrique, PortsEnvois } from './ports';

const FABRIQUES: Record<Destination, (p: PortsEnvois, mois: Mois) => Promise<Resultat<FichierFabrique[]>>> = {
  DASES: fabriquerDases,
  MILLESIME: fabriquerMillesime,
};

const ESSAIS_MAX = 5;

const noter = async (p: PortsEnvois, f: FichierFabrique, quoi: Pick<Envoi, 'destination' | 'mois'>, auteur: string) => {
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

/**
 * [CL-2, CL-4] The month's files for a destination, made from closed months, kept, and noted as prepared. Run again, it changes
 * nothing; what has left stays as it left, whatever is set since.
 */
export const preparer = async (
  p: PortsEnvois,
  c: { mois: Mois; destination: Destination; auteur: string },
): Promise<Resultat<Stocke<Envoi>[]>> => {
  const fabriques = await FABRIQUES[c.destination](p, c.mois);
  if (!fabriques.ok) return fabriques;
  const envois: Stocke<Envoi>[] = [];
  for (const f of fabriques.valeur)
    envois.push(await noter(p, f, { destination: c.destination, mois: c.mois }, c.auteur));
  // A file that left once and that today's settings would no longer make is still one of the month's.
  const noms = new Set(envois.map((e) => e.nom));
  const partis = (await lireEnvois(p.magasin, c.mois)).filter(
    (e) => e.destination === c.destination && !noms.has(e.nom) && estParti(e),
  );
  return { ok: true, valeur: [...envois, ...partis] };
};
