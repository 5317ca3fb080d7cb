import { antenne, cle, colonneFacultative, definirFormat, type Ligne, motif } from '../champ';
import { mois } from '../champ-temps';

export const RELEVES = definirFormat({
  nom: 'RELEVES',
  nomFichier: 'RELEVES.csv',
  sens: 'Les relevés de l’ancien système, repris tels quels dans l’archive ; leurs PDF sont dans le même dossier.',
  champs: {
    id_millesime: cle(20, 'Clé de l’usager'),
    mois: mois('Mois du relevé'),
    fichier: motif(/^[^/\\:;]{1,200}\.pdf$/i, 'nom de fichier .pdf, sans dossier', 'Nom du PDF, à côté de ce fichier'),
    sha256: motif(/^[0-9a-f]{64}$/, '64 chiffres hexadécimaux', 'Empreinte SHA-256 du PDF'),
    antenne: colonneFacultative(
      antenne('Antenne de qui n’est plus dans USAGERS ; sinon celle que l’usager avait à la fin du mois'),
    ),
  },
  cle: ['id_millesime', 'mois'],
});

export type LigneReleve = Ligne<typeof RELEVES.champs>;
