import { type Antenne, type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { type Entree, estEntree, lireLigne } from '#shared/domain/releve/chaine';
import { cheminObjet } from '#shared/domain/releve/chemins';
import { donneesReleveSchema } from '#shared/domain/releve/donnees';
import { moisEnMots } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { hacher, ouvrirArchive } from '../../../adapters/dossier';
import { cleDe } from '../../../adapters/releves';
import { type Elimines, lireMoisArchive, refusElimines } from './mois-archive';

export type ReleveTrouve = { antenne: Antenne; entree: Entree; pdf: Uint8Array; donnees: string };

/** When the first of what it tells was: of one month, the statement of the antenna that was left comes before the other's. */
const premiereVisite = ({ donnees }: ReleveTrouve): string => {
  const { etat } = donneesReleveSchema.parse(JSON.parse(donnees));
  const debuts = [...etat.visites.map((v) => v.debut), ...etat.bruts.flatMap((b) => b.arrivee ?? b.depart ?? [])];
  return debuts.reduce((a, b) => (b < a ? b : a), '9');
};

/**
 * [RE] The statements of one usager and month, several where they changed antenna, in the order of their visits: the month's chains are the index, so that
 * ten years cost no more than a month. Their bytes are those that were sealed, or it is refused.
 */
export const trouverReleves = async (
  dossier: string,
  c: { usagerId: string; mois: Mois; antennes?: readonly Antenne[] },
): Promise<Resultat<ReleveTrouve[]>> => {
  const archive = ouvrirArchive(dossier);
  const trouves: ReleveTrouve[] = [];
  const elimines: Elimines[] = [];
  let perdu: Refusee | undefined;
  const cle = cleDe(c.usagerId);
  for (const antenne of c.antennes ?? codesAntennes()) {
    const lu = await lireMoisArchive(archive, antenne, c.mois);
    // What one antenna has lost hides nothing of what the others have.
    if (!lu.ok) {
      perdu ??= lu;
      continue;
    }
    const { texte = '', elimineLe } = lu.valeur;
    if (elimineLe) elimines.push({ antenne, elimineLe });
    for (let i = texte.indexOf(cle); i >= 0; i = texte.indexOf(cle, i + 1)) {
      const entree = lireLigne(texte.slice(texte.lastIndexOf('\n', i) + 1, texte.indexOf('\n', i)), hacher);
      const pdf = entree && estEntree(entree) ? await archive.octets(cheminObjet(entree.pdf, 'pdf')) : undefined;
      const donnees = entree && estEntree(entree) ? await archive.lire(cheminObjet(entree.donnees, 'json')) : undefined;
      if (
        !entree ||
        !estEntree(entree) ||
        !pdf ||
        donnees === undefined ||
        hacher(pdf) !== entree.pdf ||
        hacher(donnees) !== entree.donnees
      )
        return refuser(
          'ARCHIVE_ALTEREE',
          `Le relevé de ${moisEnMots(c.mois)}, ${libelleAntenne(antenne)}, n’est plus celui qui a été scellé : lancez « telegestion verifier ».`,
        );
      trouves.push({ antenne, entree, pdf, donnees });
    }
  }
  if (trouves.length === 0 && perdu) return perdu;
  if (trouves.length === 0 && elimines.length > 0) return refusElimines(c.mois, elimines);
  return trouves.length > 0
    ? { ok: true, valeur: trouves.sort((a, b) => (premiereVisite(a) < premiereVisite(b) ? -1 : 1)) }
    : refuser(
        'RELEVE_INCONNU',
        `Aucun relevé archivé de l’usager ${c.usagerId} pour ${moisEnMots(c.mois)} : il n’y a eu ni visite ni rectification, ou le mois n’est pas encore archivé. Il l’est dans la nuit qui suit la clôture ; plus tôt, l’assistance lance « telegestion archiver ».`,
      );
};
