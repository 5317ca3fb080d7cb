import { cle, code, colonneFacultative, definirFormat, entier, motif, texte } from '../champ';

const STATUTS_RETOUR = ['ACQUITTE', 'REFUSE'] as const;

export const RETOUR = definirFormat({
  nom: 'RETOUR',
  nomFichier: 'RETOUR_<fichier envoyé, sans son extension>.csv',
  sens: 'La réponse du destinataire à un fichier envoyé : une ligne `ACQUITTE`, ou une ligne `REFUSE` par motif. Elle vaut pour un seul fichier, celui de son nom. Cette disposition est la nôtre : elle est à rapprocher de celle du destinataire lors de la mise au point de l’échange.',
  champs: {
    fichier: cle(120, 'Nom du fichier envoyé'),
    statut: code(STATUTS_RETOUR, 'Réponse'),
    motif: colonneFacultative(texte(500, 'Raison du refus ; obligatoire pour un refus')),
    ligne: colonneFacultative(entier(1, 9_999_999, 'Ligne du fichier envoyé, l’en-tête étant la ligne 1')),
    empreinte: colonneFacultative(
      motif(/^[0-9a-f]{64}$/, 'SHA-256, 64 chiffres hexadécimaux', 'Empreinte du fichier lu'),
    ),
  },
  cle: [],
  verifier: (l) =>
    l.statut === 'REFUSE' && !l.motif ? { colonne: 'motif', raison: 'un refus donne son motif' } : undefined,
});
