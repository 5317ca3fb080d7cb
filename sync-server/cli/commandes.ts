import { COMMANDES_ACCES } from '../domaines/acces/commandes';
import { COMMANDES_ANTENNES } from '../domaines/antennes/commandes';
import { COMMANDES_ARCHIVE } from '../domaines/archive/commandes';
import { COMMANDES_ASTREINTE } from '../domaines/astreinte/commandes';
import { COMMANDES_AUDIT } from '../domaines/audit/commandes';
import { COMMANDES_CHIFFRES } from '../domaines/chiffres/commandes';
import { COMMANDES_CLOTURE } from '../domaines/cloture/commandes';
import { COMMANDES_DOSSIERS } from '../domaines/dossiers/commandes';
import { COMMANDES_EXPLOITATION } from '../domaines/exploitation/commandes';
import { COMMANDES_FINANCEMENT } from '../domaines/financement/commandes';
import { COMMANDES_FORMATION } from '../domaines/formation/commandes';
import { COMMANDES_POINTAGES } from '../domaines/pointages/commandes';
import { COMMANDES_TELEPHONIE } from '../domaines/telephonie/commandes';
import type { LigneCommande } from '../socle/cli/commande';

/** Every command, domain by domain: the help, the parser and the documentation read this table. */
export const COMMANDES: readonly LigneCommande[] = [
  {
    syntaxe: 'servir',
    resume: 'démarre le magasin embarqué, le serveur et la téléphonie',
    options: [['--reglages', 'dit si les réglages suffisent, sans rien démarrer']],
    charger: () => import('./servir'),
  },
  ...COMMANDES_DOSSIERS,
  ...COMMANDES_POINTAGES,
  ...COMMANDES_CLOTURE,
  ...COMMANDES_FINANCEMENT,
  ...COMMANDES_CHIFFRES,
  ...COMMANDES_ARCHIVE,
  ...COMMANDES_EXPLOITATION,
  ...COMMANDES_TELEPHONIE,
  ...COMMANDES_ASTREINTE,
  ...COMMANDES_ACCES,
  ...COMMANDES_ANTENNES,
  ...COMMANDES_AUDIT,
  ...COMMANDES_FORMATION,
];
