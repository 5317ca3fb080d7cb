import { type FacultatifDuCompte, ROLES_EN_MOTS, type Role } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { antenneConnue } from '#shared/domain/antenne/registre';
import { direSuite, type NomsAlors, nommerAntenne, phrase } from '../mots';
import { type Dire, entreeDe, entreGuillemets } from './famille';

const entree = entreeDe('COMPTE');

/** By what is done to the account, which comes first. */
const TETES = {
  creer: 'A créé le compte',
  modifier: 'A modifié le compte',
  activer: 'A réactivé le compte',
  desactiver: 'A désactivé le compte',
  deverrouiller: 'A déverrouillé le compte',
  inviter: 'A invité le compte',
  'retirer-second-facteur': 'A retiré le second facteur du compte',
  'mot-de-passe': 'A donné un mot de passe au compte',
} as const;
const sur = (verbe: keyof typeof TETES, identifiant: string, ...suite: readonly (string | undefined)[]) =>
  entree(verbe, identifiant, ...suite);

const DIGEST = 'digest';
const AUCUN = 'aucun';
const PAR_INVITATION = 'par invitation';

/** What a field was, and what it has become; a name and an address are personal data, of which the log says that they changed. */
export type ChangeCompte =
  | { champ: 'nom' | FacultatifDuCompte }
  | { champ: 'role'; avant: Role; apres: Role }
  | { champ: 'antennes'; avant: readonly Antenne[]; apres: readonly Antenne[] }
  | { champ: 'responsable'; avant: boolean; apres: boolean };

const CHAMPS: Readonly<Record<string, string>> = {
  nom: 'nom',
  courriel: 'adresse',
  role: 'rôle',
  antennes: 'antennes',
  responsable: 'responsable',
} satisfies Record<ChangeCompte['champ'], string>;

const valeurEcrite = (v: boolean | string | readonly string[]): string =>
  typeof v === 'boolean' ? (v ? 'oui' : 'non') : typeof v === 'string' ? v : v.join(',');

/** `role:GESTIONNAIRE>CENTRAL`, `nom:>`. */
const changeEcrit = (c: ChangeCompte): string =>
  `${c.champ}:${'avant' in c ? valeurEcrite(c.avant) : ''}>${'apres' in c ? valeurEcrite(c.apres) : ''}`;

const direValeurs = (valeurs: string, noms: NomsAlors): string =>
  valeurs
    .split(',')
    .map((v) => {
      if (Object.hasOwn(ROLES_EN_MOTS, v)) return ROLES_EN_MOTS[v as Role];
      const antenne = antenneConnue(v);
      return antenne ? nommerAntenne(noms, antenne) : v === '' ? 'aucune' : v;
    })
    .join(', ');

const direChange = (mot: string, noms: NomsAlors): string => {
  const [champ = '', avant = '', apres = ''] = mot.split(/[:>]/);
  const quoi = CHAMPS[champ] ?? champ;
  if (avant === '' && apres === '') return quoi;
  return `${quoi} : ${direValeurs(avant, noms)} → ${direValeurs(apres, noms)}`;
};

/** Of before changes were told field by field: `GESTIONNAIRE EST,SUD responsable`. */
const direFiche = (mots: readonly string[], noms: NomsAlors): string[] =>
  mots
    .flatMap((mot) => mot.split(','))
    .flatMap((mot) => (mot in ROLES_EN_MOTS ? [ROLES_EN_MOTS[mot as Role]] : direSuite(mot, noms)));

const dire: Dire = ({ objet, mots, noms }) => {
  const [verbe = '', qui = '', ...reste] = mots;
  if (verbe === DIGEST)
    return reste[0] === AUCUN
      ? 'A renoncé au compte des alertes du matin.'
      : phrase('A demandé le compte des alertes du matin', ...direSuite(reste.join(' '), noms));
  if (!Object.hasOwn(TETES, verbe)) return phrase('A agi sur un compte', objet);
  const tete = `${TETES[verbe as keyof typeof TETES]} ${entreGuillemets(qui)}`;
  if (reste.some((mot) => mot.includes('>'))) return phrase(tete, ...reste.map((mot) => direChange(mot, noms)));
  return phrase(tete, ...(reste.join(' ') === PAR_INVITATION ? [PAR_INVITATION] : direFiche(reste, noms)));
};

type Vise = { identifiant: string };

export const COMPTE = {
  ecrire: {
    /** `role`: where the screen gave it. */
    cree: ({ identifiant, role }: Vise & { role?: Role }) => sur('creer', identifiant, role),
    modifie: ({ identifiant, changes }: Vise & { changes: readonly ChangeCompte[] }) =>
      sur('modifier', identifiant, ...changes.map(changeEcrit)),
    active: ({ identifiant }: Vise) => sur('activer', identifiant),
    desactive: ({ identifiant }: Vise) => sur('desactiver', identifiant),
    deverrouille: ({ identifiant }: Vise) => sur('deverrouiller', identifiant),
    invite: ({ identifiant }: Vise) => sur('inviter', identifiant),
    secondFacteurRetire: ({ identifiant }: Vise) => sur('retirer-second-facteur', identifiant),
    motDePasse: ({ identifiant, parInvitation = false }: Vise & { parInvitation?: boolean }) =>
      sur('mot-de-passe', identifiant, parInvitation ? PAR_INVITATION : undefined),
    /** Antennas whose morning account of alerts it asks for; none: it asks for none any more. */
    digest: ({ identifiant, antennes }: Vise & { antennes: readonly Antenne[] }) =>
      entree(DIGEST, identifiant, antennes.join(' ') || AUCUN),
  },
  dire,
};
