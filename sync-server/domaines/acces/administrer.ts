import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ActeCompte, FicheCompte, NouveauCompte } from '#shared/contrats/acces/administration';
import {
  type CompteAdministre,
  type CompteMontre,
  ficheDeCompte,
  fichesCompte,
  identifiantSchema,
} from '#shared/contrats/acces/administration';
import {
  type Compte,
  FACULTATIFS_DU_COMPTE,
  type FacultatifDuCompte,
  facultatifsDuCompte,
} from '#shared/contrats/acces/compte';
import { IDENTIFIANT_DEJA_PRIS, type Resultat, refuser } from '#shared/contrats/commun';
import { idCompte } from '#shared/contrats/ids';
import { aLeDroit, peutEtreResponsable } from '#shared/droits/droits';
import type { Magasin } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import { type ChangeCompte, type Ecrite, ENTREES, ecrireUneFois, tracer } from '../audit';
import { type Acte, changerCompte, compteInconnu, desactiverCompte, lireRole, montrer } from './comptes';
import { changerAcces, dernierVerrou, lireTousAcces, sansEchec } from './etat';
import { lireInvitations, oublierInvitations, vautEncore } from './invitations-en-attente';
import { retirerSesLiens } from './liens-donnes';
import { retirerSecondFacteur } from './second-facteur';

// What an administrator does to accounts, on the screen. The codes of the refusals name the field.

type Facultatifs = Pick<Compte, FacultatifDuCompte>;
type Lue = Pick<Compte, 'nom' | 'role' | 'antennes' | 'responsable'> & Facultatifs;

const REFUS_FACULTATIFS: Record<FacultatifDuCompte, string> = {
  courriel: 'Cette adresse n’en est pas une : écrivez nom@domaine.',
};

/** What may be left empty is then no part of the account. */
const lireFacultatifs = (f: FicheCompte): Resultat<Facultatifs> => {
  const lus: Facultatifs = {};
  for (const nom of FACULTATIFS_DU_COMPTE) {
    const texte = f[nom].trim();
    if (texte === '') continue;
    const lu = facultatifsDuCompte[nom].safeParse(texte);
    if (!lu.success) return refuser(nom.toUpperCase(), REFUS_FACULTATIFS[nom]);
    lus[nom] = lu.data;
  }
  return { ok: true, valeur: lus };
};

const lireFiche = (f: FicheCompte): Resultat<Lue> => {
  const nom = fichesCompte.NOM.safeParse(f.nom);
  if (!nom.success) return refuser('NOM', 'Donnez un nom, de 80 caractères au plus.');
  const role = lireRole(f);
  if (!role.ok) return role;
  const facultatifs = lireFacultatifs(f);
  if (!facultatifs.ok) return facultatifs;
  const responsable = f.responsable && peutEtreResponsable(role.valeur.role);
  return {
    ok: true,
    valeur: {
      nom: nom.data,
      ...role.valeur,
      responsable,
      ...facultatifs.valeur,
    },
  };
};

const sansFacultatifs = <C extends Facultatifs>(c: C): C => {
  const reste = { ...c };
  for (const nom of FACULTATIFS_DU_COMPTE) delete reste[nom];
  return reste;
};

const noter = (m: Magasin, a: Acte, fait: Ecrite<'COMPTE'>): Promise<void> =>
  tracer(m, { instant: a.horloge(), auteur: a.auteur, ...fait });

const ficheDe = (c: Compte): string =>
  JSON.stringify([
    c.demande,
    ...[c.nom, c.role, c.antennes, c.responsable],
    ...FACULTATIFS_DU_COMPTE.map((nom) => c[nom]),
  ]);

/** An account without a password: the invitation that follows gives one. Asked for again under its id, it is the same. */
export const ouvrirCompte = async (m: Magasin, acte: Acte, demande: NouveauCompte): Promise<Resultat<CompteMontre>> => {
  const id = identifiantSchema.safeParse(demande.identifiant);
  if (!id.success)
    return refuser(
      'IDENTIFIANT',
      'De 2 à 40 caractères : lettres sans accent, chiffres, point, tiret ou souligné ; le premier est une lettre ou un chiffre.',
    );
  const fiche = lireFiche(demande);
  if (!fiche.ok) return fiche;
  const compte: Compte = {
    _id: idCompte(id.data),
    type: 'compte',
    identifiant: id.data,
    ...fiche.valeur,
    empreinte: '',
    partCle: randomBytes(32).toString('base64'),
    actif: true,
    creeLe: acte.horloge(),
    ...(demande.id === undefined ? {} : { demande: demande.id }),
  };
  const ecrit = await ecrireUneFois(m, 'compte', {
    doc: compte,
    memes: (la) => la.demande !== undefined && ficheDe(la) === ficheDe(compte),
    trace: (la) => ({ instant: la.creeLe, auteur: acte.auteur, ...ENTREES.COMPTE.ecrire.cree(la) }),
  });
  if (ecrit) return { ok: true, valeur: montrer(ecrit.doc) };
  const la = await lireType(m, 'compte', compte._id, {});
  return la?.demande !== undefined && la.demande === demande.id
    ? refuser(
        IDENTIFIANT_DEJA_PRIS,
        `Le compte « ${id.data} » est déjà créé, avec une autre fiche : ouvrez-le dans la liste pour la corriger, ou pour inviter la personne.`,
      )
    : refuser('IDENTIFIANT', `L’identifiant « ${id.data} » est déjà pris : choisissez-en un autre.`);
};

/** What was changed, for the audit log. */
const changesDe = (avant: Compte, apres: Compte): ChangeCompte[] => {
  const dits: ChangeCompte[] = [
    { champ: 'nom' },
    { champ: 'role', avant: avant.role, apres: apres.role },
    { champ: 'antennes', avant: avant.antennes, apres: apres.antennes },
    { champ: 'responsable', avant: avant.responsable, apres: apres.responsable },
    ...FACULTATIFS_DU_COMPTE.map((champ) => ({ champ })),
  ];
  return dits.filter(({ champ }) => !isDeepStrictEqual(avant[champ], apres[champ]));
};

export const modifierCompte = async (
  m: Magasin,
  acte: Acte,
  identifiant: string,
  { avant, ...demande }: FicheCompte & { avant?: FicheCompte },
): Promise<Resultat<CompteMontre>> => {
  const fiche = lireFiche(demande);
  if (!fiche.ok) return fiche;
  if (identifiant === acte.auteur && !aLeDroit(fiche.valeur, 'gererComptes'))
    return refuser('ROLE', 'Vous ne pouvez pas vous retirer l’administration : demandez-le à un autre administrateur.');
  let autre = false;
  const fait = await changerCompte(m, identifiant, (c) => {
    const vue = ficheDeCompte(c);
    // What is asked is there already where its answer was lost.
    autre = avant !== undefined && !isDeepStrictEqual(vue, avant) && !isDeepStrictEqual(vue, demande);
    return autre ? c : { ...sansFacultatifs(c), ...fiche.valeur };
  });
  if (!fait) return compteInconnu(identifiant);
  if (autre)
    return refuser(
      'CONFLIT',
      `Le compte « ${identifiant} » a changé entre-temps : rien n’est enregistré. Relisez, puis recommencez.`,
    );
  const changes = changesDe(fait.avant, fait.apres);
  if (changes.length > 0) await noter(m, acte, ENTREES.COMPTE.ecrire.modifie({ identifiant, changes }));
  // Whoever reads the former address is not whom the link is for.
  if (fait.avant.courriel !== fait.apres.courriel) await oublierInvitations(m, identifiant);
  await retirerSesLiens(m, acte, fait.apres);
  return { ok: true, valeur: montrer(fait.apres) };
};

const ACTES: Record<
  Exclude<ActeCompte, 'INVITER'>,
  (m: Magasin, acte: Acte, identifiant: string) => Promise<unknown>
> = {
  DESACTIVER: desactiverCompte,
  ACTIVER: async (m, acte, identifiant) => {
    const fait = await changerCompte(m, identifiant, (c) =>
      c.actif ? c : { ...c, actif: true, reactiveLe: acte.horloge() },
    );
    if (fait && !fait.avant.actif) await noter(m, acte, ENTREES.COMPTE.ecrire.active({ identifiant }));
  },
  DEVERROUILLER: async (m, acte, identifiant) => {
    await changerAcces(m, identifiant, (e) => ({ apres: sansEchec(e), valeur: undefined }));
    await noter(m, acte, ENTREES.COMPTE.ecrire.deverrouille({ identifiant }));
  },
  RETIRER_SECOND_FACTEUR: async (m, acte, identifiant) => {
    if (await retirerSecondFacteur(m, identifiant))
      await noter(m, acte, ENTREES.COMPTE.ecrire.secondFacteurRetire({ identifiant }));
  },
};

export const agirSurCompte = async (
  m: Magasin,
  acte: Acte,
  identifiant: string,
  quoi: Exclude<ActeCompte, 'INVITER'>,
): Promise<Resultat<CompteMontre>> => {
  if (identifiant === acte.auteur && quoi === 'DESACTIVER')
    return refuser(
      'COMPTE',
      'Vous ne pouvez pas désactiver votre propre compte : demandez-le à un autre administrateur.',
    );
  // From a session left open, it would take neither the password nor a code.
  if (identifiant === acte.auteur && quoi === 'RETIRER_SECOND_FACTEUR')
    return refuser(
      'COMPTE',
      'Vous ne retirez pas d’ici votre propre second facteur : faites-le dans « Mon compte », avec un code, ou demandez-le à un autre administrateur.',
    );
  const existe = await changerCompte(m, identifiant, (c) => c);
  if (!existe) return compteInconnu(identifiant);
  await ACTES[quoi](m, acte, identifiant);
  const apres = (await lireComptes(m)).find((c) => c.identifiant === identifiant);
  return { ok: true, valeur: montrer(apres ?? existe.apres) };
};

const lireComptes = (m: Magasin) => plageType(m, 'compte', {});

/** Every account, with what its administrator must see: never a hash, a key or a token. */
export const listerPourAdministration = async (
  m: Magasin,
  acte: Pick<Acte, 'horloge'>,
): Promise<CompteAdministre[]> => {
  const maintenant = acte.horloge();
  const [comptes, acces, invitations, sessions] = await Promise.all([
    lireComptes(m),
    lireTousAcces(m),
    lireInvitations(m),
    plageType(m, 'session', {}),
  ]);
  return comptes.map((c): CompteAdministre => {
    const e = acces.get(c.identifiant);
    const verrouJusqua = e && dernierVerrou(e, maintenant);
    const siennes = sessions.filter((s) => s.identifiant === c.identifiant);
    const vives = siennes.filter((s) => s.fermeeLe === undefined && s.expireLe > maintenant);
    const vuLe = siennes
      .map((s) => s.vuLe ?? s.creeLe)
      .sort()
      .at(-1);
    const invitation = invitations.find(
      (i) => i.identifiant === c.identifiant && i.expireLe > maintenant && vautEncore(i, c),
    );
    return {
      ...montrer(c),
      motDePasse: c.empreinte !== '',
      secondFacteur: e?.totp !== undefined,
      sessions: vives.length,
      ...(invitation ? { invitationJusqua: invitation.expireLe } : {}),
      ...(verrouJusqua === undefined ? {} : { verrouJusqua }),
      ...(vuLe === undefined ? {} : { vuLe }),
    };
  });
};
