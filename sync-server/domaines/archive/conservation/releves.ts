import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { LignePurge } from '#shared/contrats/exploitation/conservation';
import { CHEMIN_TETES, cheminChaine, cheminObjet } from '#shared/domain/releve/chemins';
import { ecrireTetes, type Maillon, type Tetes } from '#shared/domain/releve/tetes';
import { verifierChaine } from '#shared/domain/releve/verifier';
import { dateParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { type Archive, avecVerrouArchive, hacher, ouvrirArchive } from '../../../adapters/dossier';
import { estElimine, inscrire, lireTetesArchive } from '../releves/registre';
import type { Retenue } from './gels';

export type BilanPurge = { lignes: LignePurge[]; retenus: number };
type Demande = { limite: Mois; retenue: Retenue; instant: Instant; aBlanc: boolean };

const enregistrer = async (archive: Archive, tetes: Tetes): Promise<void> => {
  await archive.ecrire(CHEMIN_TETES, ecrireTetes(tetes, hacher));
  await archive.synchroniser();
};

/** Files of a month: statements, their data, last of all the chain that names them. */
const effacerMois = async (archive: Archive, antenne: Antenne, m: Maillon): Promise<void> => {
  const chemin = cheminChaine(antenne, m.mois);
  const texte = await archive.lire(chemin);
  if (texte === undefined) return;
  const { lu } = verifierChaine(chemin, texte, { antenne, mois: m.mois }, hacher);
  for (const e of lu.entrees) {
    await archive.retirer(cheminObjet(e.pdf, 'pdf'));
    await archive.retirer(cheminObjet(e.donnees, 'json'));
  }
  await archive.synchroniser();
  await archive.retirer(chemin);
  await archive.synchroniser();
};

const estRetenu = async (archive: Archive, antenne: Antenne, m: Maillon, r: Retenue): Promise<boolean> => {
  if (r.mois.has(m.mois)) return true;
  if (r.usagers.length === 0) return false;
  const texte = await archive.lire(cheminChaine(antenne, m.mois));
  // Lost, it may be put back from a backup: until then nobody knows whom it names.
  if (texte === undefined) return true;
  return r.usagers.some((id) => texte.includes(`"usagerId":${JSON.stringify(id)}`));
};

const eliminerTout = async (archive: Archive, d: Demande): Promise<Resultat<BilanPurge>> => {
  const lues = await lireTetesArchive(archive);
  if (!lues.ok) return lues;
  let tetes = lues.valeur;
  const bilan: BilanPurge = { lignes: [], retenus: 0 };
  for (const [antenne, maillons] of Object.entries(tetes.antennes) as [Antenne, Maillon[]][])
    for (const m of maillons.filter((x) => x.mois < d.limite)) {
      const deja = await estElimine(archive, tetes, antenne, m.mois);
      if (!deja && (await estRetenu(archive, antenne, m, d.retenue))) {
        bilan.retenus += 1;
        continue;
      }
      if (!deja)
        bilan.lignes.push({
          horloge: 'RELEVES',
          base: 'archive',
          genre: `relevés ${antenne}`,
          nombre: m.entrees,
          debut: m.mois,
          fin: m.mois,
          empreinte: m.empreinte,
        });
      if (d.aBlanc) continue;
      // Said first, done after: cut between, the next purge ends it.
      if (!deja) {
        const inscrit = await inscrire(archive, tetes, dateParis(d.instant).slice(0, 4), {
          genre: 'ELIMINATION',
          antenne,
          mois: m.mois,
          entrees: m.entrees,
          racine: m.empreinte,
          instant: d.instant,
        });
        if (!inscrit.ok) return inscrit;
        tetes = inscrit.valeur;
        await enregistrer(archive, tetes);
      }
      await effacerMois(archive, antenne, m);
    }
  return { ok: true, valeur: bilan };
};

/** [RE] Statements past their ten years: the register keeps the hash of each month, and says that it is no more. */
export const purgerReleves = async (dossier: string, d: Demande): Promise<Resultat<BilanPurge>> => {
  const archive = ouvrirArchive(dossier);
  if (!(await archive.existe(CHEMIN_TETES))) return { ok: true, valeur: { lignes: [], retenus: 0 } };
  return (
    (await avecVerrouArchive(dossier, () => eliminerTout(archive, d))) ??
    refuser('ARCHIVAGE_EN_COURS', 'Un archivage est en cours : attendez sa fin, puis relancez la purge.')
  );
};
