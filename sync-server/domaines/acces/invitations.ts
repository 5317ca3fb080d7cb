import { createHash, randomBytes } from 'node:crypto';
import type { Invitation } from '#shared/contrats/acces/acces';
import type { InvitationFaite, InvitationLue } from '#shared/contrats/acces/administration';
import type { Compte } from '#shared/contrats/acces/compte';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { dateLongueEtHeure } from '#shared/mots/dates';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import { aSonTour, changer, ecrireTout, sansReponse } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { lireType } from '../../store/types';
import { ENTREES, tracer } from '../audit';
import { hacherMotDePasse } from './adapters/mot-de-passe';
import { type Acte, changerCompte, compteInconnu, montrer } from './comptes';
import { parametresDuJour } from './connaitre';
import { changerAcces, sansEchec, sansProposition } from './etat';
import { effacerInvitations, lireInvitations, vautEncore } from './invitations-en-attente';
import { jugerMotDePasse } from './mot-de-passe';

const JETON = /^[A-Za-z0-9_-]{43}$/;
const idInvitation = (jeton: string): string => `invitation:${createHash('sha256').update(jeton).digest('hex')}`;

/** The token is after the `#`: browsers send it to no server, and no log has it. */
const texte = (compte: Compte, lien: string, expireLe: Instant): string =>
  [
    `Bonjour ${compte.nom},`,
    '',
    'Un compte vous attend sur l’extranet des heures d’aide à domicile. Choisissez votre mot de passe à cette adresse :',
    lien,
    '',
    `Votre identifiant : ${compte.identifiant}`,
    `Ce lien sert une seule fois, jusqu’au ${dateLongueEtHeure(expireLe)}.`,
    '',
    'Si vous n’attendiez pas ce message, ne faites rien et prévenez un administrateur.',
    '',
  ].join('\n');

/** `demande`: the id under which it is asked for, where a screen gave one. */
type Invitee = { identifiant: string; demande?: string | undefined };

/**
 * A link by which the person chooses a password; those made before for the same account no longer open anything. Mailed
 * where the account has an address and mails leave; else given in the answer, to hand over. Asked for again since the answer was lost:
 * what was mailed is not mailed again; a link that nobody has read gives way to another.
 */
export const inviter = (
  m: Magasin,
  acte: Acte & { courrier: Courrier | undefined; extranet: string },
  c: Invitee,
): Promise<Resultat<InvitationFaite>> => aSonTour(m, `inviter ${c.identifiant}`, () => inviterSeul(m, acte, c));

const inviterSeul = async (
  m: Magasin,
  acte: Acte & { courrier: Courrier | undefined; extranet: string },
  { identifiant, demande }: Invitee,
): Promise<Resultat<InvitationFaite>> => {
  const compte = await lireType(m, 'compte', idCompte(identifiant), {});
  if (!compte) return compteInconnu(identifiant);
  if (!compte.actif)
    return refuser('COMPTE', 'Ce compte est désactivé : réactivez-le avant d’envoyer un lien de connexion.');
  const maintenant = acte.horloge();
  const anciennes = await lireInvitations(m);
  const mailee = anciennes.find(
    (i) => i.identifiant === identifiant && i.expireLe > maintenant && demande !== undefined && i.demande === demande,
  );
  if (mailee?.envoyeeA !== undefined && mailee.envoyeeA === compte.courriel)
    return {
      ok: true,
      valeur: { compte: montrer(compte), expireLe: mailee.expireLe, envoyeeA: mailee.envoyeeA },
    };
  const { invitationHeures } = await parametresDuJour(m, maintenant);
  const expireLe = instantDe(epochMs(maintenant) + invitationHeures * 3_600_000);
  await effacerInvitations(
    m,
    anciennes.filter((i) => i.identifiant === identifiant || i.expireLe <= maintenant),
  );
  const jeton = randomBytes(32).toString('base64url');
  const doc: Invitation = {
    _id: idInvitation(jeton),
    type: 'invitation',
    identifiant,
    creeLe: maintenant,
    expireLe,
    ...(demande === undefined ? {} : { demande }),
  };
  await ecrireTout(m, BASE_CENTRALE, [doc]);
  const invite = ENTREES.COMPTE.ecrire.invite({ identifiant });
  await tracer(m, { instant: maintenant, auteur: acte.auteur, ...invite });
  const lien = `${acte.extranet}/invitation/#${jeton}`;
  const envoi =
    compte.courriel === undefined
      ? undefined
      : await acte.courrier?.envoyer({
          a: [compte.courriel],
          sujet: 'Votre accès à l’extranet des heures d’aide à domicile',
          texte: texte(compte, lien, expireLe),
          perimeLe: expireLe,
        });
  const envoyeeA = envoi?.ok === true ? compte.courriel : undefined;
  if (envoyeeA !== undefined && demande !== undefined)
    sansReponse(await changer<Invitation>(m, BASE_CENTRALE, doc._id, (i) => ({ ...i, envoyeeA })));
  return {
    ok: true,
    valeur: { compte: montrer(compte), expireLe, ...(envoyeeA === undefined ? { lien } : { envoyeeA }) },
  };
};

const PERIMEE = refuser(
  'INVITATION',
  'Ce lien n’est plus valable : il a déjà servi, son délai est passé, ou le compte a changé depuis (mot de passe, adresse, désactivation). Demandez-en un autre à un administrateur.',
);

const trouver = async (
  m: Magasin,
  jeton: string,
  maintenant: Instant,
): Promise<{ invitation: Stocke<Invitation>; compte: Compte } | undefined> => {
  if (!JETON.test(jeton)) return undefined;
  const invitation = await lireType(m, 'invitation', idInvitation(jeton), {});
  if (!invitation || invitation.expireLe <= maintenant) return undefined;
  const compte = await lireType(m, 'compte', idCompte(invitation.identifiant), {});
  return compte && vautEncore(invitation, compte) ? { invitation, compte } : undefined;
};

export const lireInvitation = async (
  m: Magasin,
  jeton: string,
  maintenant: Instant,
): Promise<Resultat<InvitationLue>> => {
  const t = await trouver(m, jeton, maintenant);
  if (!t) return PERIMEE;
  const { identifiant, nom } = t.compte;
  return { ok: true, valeur: { identifiant, nom, expireLe: t.invitation.expireLe } };
};

/** Sets the password that the invited person chose. The link is spent first: two clicks at once set one password. */
export const accepterInvitation = async (
  m: Magasin,
  jeton: string,
  motDePasse: string,
  maintenant: Instant,
): Promise<Resultat<{ identifiant: string }>> => {
  const t = await trouver(m, jeton, maintenant);
  if (!t) return PERIMEE;
  const { identifiant } = t.compte;
  const juge = await jugerMotDePasse(motDePasse, t.compte);
  if (!juge.ok) return juge;
  const empreinte = await hacherMotDePasse(motDePasse);
  if ((await effacerInvitations(m, [t.invitation])) === 0) return PERIMEE;
  await changerCompte(m, identifiant, (c) => ({ ...c, empreinte, motDePasseLe: maintenant }));
  await changerAcces(m, identifiant, (e) => ({ apres: sansProposition(sansEchec(e)), valeur: undefined }));
  const pose = ENTREES.COMPTE.ecrire.motDePasse({ identifiant, parInvitation: true });
  await tracer(m, { instant: maintenant, auteur: identifiant, ...pose });
  return { ok: true, valeur: { identifiant } };
};
