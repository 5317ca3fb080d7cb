import { randomInt } from 'node:crypto';
import { codesAntennes, libelleAntenne } from '#shared/domain/antenne/registre';
import { creerCompte } from '../../sync-server/domaines/acces/comptes';
import { horlogeSysteme } from '../../sync-server/ports/horloge';
import type { Magasin } from '../../sync-server/store/lire';

export type CompteDemo = {
  identifiant: string;
  nom: string;
  role: string;
  antennes: string[];
  responsable: boolean;
  motDePasse: string;
};

const MOTS = [
  'abricot',
  'bouleau',
  'cerisier',
  'colline',
  'fougere',
  'galet',
  'hirondelle',
  'jasmin',
  'lavande',
  'marelle',
  'noisette',
  'olivier',
  'passerelle',
  'riviere',
  'sureau',
  'tilleul',
  'verger',
  'violette',
] as const;

/** Easy to type from a screen, drawn anew with the data that it opens; three words that differ: the same one thrice is refused as easy to guess. */
const motDePasse = (): string => {
  const restants: string[] = [...MOTS];
  const mots = [0, 0, 0].flatMap(() => restants.splice(randomInt(restants.length), 1));
  return `${mots.join('-')}-${randomInt(10, 100)}`;
};

/** One manager per antenna, one who may close a month, one of the central services, one who reads all and writes nothing. */
const comptesDeDemonstration = (): CompteDemo[] => [
  ...codesAntennes().map((code) => ({
    identifiant: code.toLowerCase().replace('_', '-'),
    nom: `Gestion ${libelleAntenne(code)}`,
    role: 'GESTIONNAIRE',
    antennes: [code],
    responsable: false,
    motDePasse: motDePasse(),
  })),
  {
    identifiant: 'responsable-est',
    nom: 'Responsable Est',
    role: 'GESTIONNAIRE',
    antennes: ['EST'],
    responsable: true,
    motDePasse: motDePasse(),
  },
  {
    identifiant: 'central',
    nom: 'Services centraux',
    role: 'CENTRAL',
    antennes: [],
    responsable: false,
    motDePasse: motDePasse(),
  },
  {
    identifiant: 'auditeur',
    nom: 'Contrôle et audit',
    role: 'AUDITEUR',
    antennes: [],
    responsable: false,
    motDePasse: motDePasse(),
  },
];

/** Nine passwords are hashed: with the data of the months that are over, not at each start. */
export const creerComptes = async (magasin: Magasin): Promise<CompteDemo[]> => {
  const comptes = comptesDeDemonstration();
  const acte = { auteur: 'demonstration', horloge: horlogeSysteme };
  for (const c of comptes) {
    const cree = await creerCompte(magasin, acte, c);
    if (!cree.ok) throw new Error(cree.refus.message);
  }
  return comptes;
};
