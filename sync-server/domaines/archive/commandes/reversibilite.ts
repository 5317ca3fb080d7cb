import { pluriel } from '#shared/mots/nombres';
import { horlogeSysteme } from '../../../ports/horloge';
import { argument, auteur, avecMagasin, type ContexteCli, rendre } from '../../../socle/cli/contexte';
import { parSeconde } from '../../../socle/cli/progression';
import { type RapportReversibilite, reversibilite } from '../reversibilite/produire';

const enFrancais = (r: RapportReversibilite): string[] => [
  `Deux jeux complets dans ${r.dossier} : ${pluriel(r.documents, 'document')}, ${pluriel(r.fichiers, 'fichier')}, ${pluriel(r.moisClos, 'clôture')} chacun.`,
  `  exploitant : pour le nouvel exploitant. Empreinte de SHA256SUMS : ${r.sommes.exploitant}`,
  `  casvp : pour le CASVP. Empreinte de SHA256SUMS : ${r.sommes.casvp}`,
  'Notez ces empreintes au procès-verbal de remise. Chaque jeu commence par LISEZMOI.md.',
];

export const executer = async (c: ContexteCli): Promise<number> => {
  const dossier = argument(c, 0, 'le dossier où écrire les jeux');
  const r = await avecMagasin(c, (magasin) =>
    reversibilite(
      {
        magasin,
        horloge: horlogeSysteme,
        dataDir: c.config.DATA_DIR,
        rattraper: c.rattraper(magasin),
        exclus: c.config.SAUVEGARDE_DIR === undefined ? [dossier] : [dossier, c.config.SAUVEGARDE_DIR],
        autorite: c.config.HORODATAGE_CA,
        progres: parSeconde(c.dire),
      },
      { dossier, auteur: auteur(c) },
    ),
  );
  return rendre(c, r, enFrancais);
};
