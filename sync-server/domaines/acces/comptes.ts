import { randomBytes } from 'node:crypto';
import { type CompteMontre, SANS_ANTENNE } from '#shared/contrats/acces/administration';
import { type Compte, compteSchema, FACULTATIFS_DU_COMPTE, ROLES, type Role } from '#shared/contrats/acces/compte';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { nommeSesAntennes } from '#shared/droits/droits';
import type { Horloge } from '../../ports/horloge';
import { ajouter, apresChangement, changer } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { lireType, plageType } from '../../store/types';
import { type Ecrite, ENTREES, tracer } from '../audit';
import { hacherMotDePasse } from './adapters/mot-de-passe';
import { changerAcces, sansProposition } from './etat';
import { oublierInvitations } from './invitations-en-attente';
import { retirerSesLiens } from './liens-donnes';
import { jugerMotDePasse } from './mot-de-passe';

/** What may be shown of an account: never its hash nor its share of the key. */
export const montrer = (c: Compte): CompteMontre => ({
  identifiant: c.identifiant,
  nom: c.nom,
  role: c.role,
  responsable: c.responsable,
  antennes: c.antennes,
  actif: c.actif,
  creeLe: c.creeLe,
  ...Object.fromEntries(FACULTATIFS_DU_COMPTE.flatMap((nom) => (c[nom] === undefined ? [] : [[nom, c[nom]]]))),
});

/** Who acts on an account, and when. */
export type Acte = { auteur: string; horloge: Horloge };

const noter = (m: Magasin, a: Acte, fait: Ecrite<'COMPTE'>): Promise<void> =>
  tracer(m, { instant: a.horloge(), auteur: a.auteur, ...fait });

/** Twelve characters without those that are mistaken for others; shown once. */
const inventerMotDePasse = (): string => {
  const lettres = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(24)]
    .filter((o) => o < 248)
    .slice(0, 12)
    .map((o) => lettres[o % lettres.length])
    .join('');
};

export type CommandeCompte = {
  identifiant: string;
  nom: string;
  role: string;
  antennes: readonly string[];
  responsable: boolean;
  /** Absent: one is made up, and given once in the answer. */
  motDePasse?: string | undefined;
};

const lireCompte = (m: Magasin, identifiant: string): Promise<Stocke<Compte> | undefined> =>
  lireType(m, 'compte', idCompte(identifiant), {});

const motDePasseDe = async (
  donne: string | undefined,
  compte: Pick<Compte, 'identifiant' | 'nom'>,
): Promise<Resultat<{ clair: string; invente: boolean }>> => {
  if (donne === undefined) return { ok: true, valeur: { clair: inventerMotDePasse(), invente: true } };
  const juge = await jugerMotDePasse(donne, compte);
  return juge.ok ? { ok: true, valeur: { clair: donne, invente: false } } : juge;
};

/** Role and antennas that go together; the codes of the refusals name the field. */
export const lireRole = (c: {
  role: string;
  antennes: readonly string[];
}): Resultat<{ role: Role; antennes: Antenne[] }> => {
  const role = ROLES.find((r) => r === c.role);
  if (!role) return refuser('ROLE', `Rôle « ${c.role} » inconnu : ${ROLES.join(', ')}.`);
  const antennes = codesAntennes().filter((a) => c.antennes.includes(a));
  const inconnues = c.antennes.filter((a) => !codesAntennes().includes(a as Antenne));
  if (inconnues.length > 0)
    return refuser('ANTENNE', `Antenne inconnue : ${inconnues.join(', ')}. Attendu : ${codesAntennes().join(', ')}.`);
  if (nommeSesAntennes(role) && antennes.length === 0) return refuser('ANTENNE', SANS_ANTENNE);
  return { ok: true, valeur: { role, antennes } };
};

export type CompteCree = { compte: CompteMontre; motDePasse?: string };

export const creerCompte = async (m: Magasin, acte: Acte, c: CommandeCompte): Promise<Resultat<CompteCree>> => {
  const lus = lireRole(c);
  if (!lus.ok) return lus;
  const motDePasse = await motDePasseDe(c.motDePasse, c);
  if (!motDePasse.ok) return motDePasse;
  const lu = compteSchema.safeParse({
    _id: idCompte(c.identifiant),
    type: 'compte',
    identifiant: c.identifiant,
    nom: c.nom,
    responsable: c.responsable,
    ...lus.valeur,
    empreinte: await hacherMotDePasse(motDePasse.valeur.clair),
    partCle: randomBytes(32).toString('base64'),
    actif: true,
    creeLe: acte.horloge(),
  });
  if (!lu.success)
    return refuser(
      'COMPTE',
      'Identifiant ou nom refusé : 2 à 40 caractères parmi a-z, 0-9, point, tiret et souligné ; un nom de 1 à 80 caractères.',
    );
  if ('dejaLa' in (await ajouter(m, BASE_CENTRALE, lu.data)))
    return refuser('COMPTE_CONNU', `Le compte « ${c.identifiant} » existe déjà.`);
  await noter(m, acte, ENTREES.COMPTE.ecrire.cree({ identifiant: c.identifiant }));
  return {
    ok: true,
    valeur: { compte: montrer(lu.data), ...(motDePasse.valeur.invente ? { motDePasse: motDePasse.valeur.clair } : {}) },
  };
};

export const compteInconnu = (identifiant: string) =>
  refuser('COMPTE_INCONNU', `Aucun compte « ${identifiant} » : « compte lister » les donne.`);

/** Changes the account as it is at that moment; before and after, or undefined where there is none. */
export const changerCompte = async (
  m: Magasin,
  identifiant: string,
  f: (c: Stocke<Compte>) => Stocke<Compte>,
): Promise<{ avant: Compte; apres: Compte } | undefined> => {
  const r = await changer<Compte>(m, BASE_CENTRALE, idCompte(identifiant), f);
  const apres = apresChangement(r);
  return apres && { avant: 'ecrit' in r ? (r.avant ?? apres) : apres, apres };
};

export const desactiverCompte = async (
  m: Magasin,
  acte: Acte,
  identifiant: string,
): Promise<Resultat<CompteMontre>> => {
  const fait = await changerCompte(m, identifiant, (c) => ({ ...c, actif: false }));
  if (!fait) return compteInconnu(identifiant);
  if (fait.avant.actif) await noter(m, acte, ENTREES.COMPTE.ecrire.desactive({ identifiant }));
  await oublierInvitations(m, identifiant);
  await retirerSesLiens(m, acte, fait.apres);
  return { ok: true, valeur: montrer(fait.apres) };
};

/** With the former password goes what was shown under it. */
const oublierProposition = (m: Magasin, identifiant: string): Promise<void> =>
  changerAcces(m, identifiant, (e) => ({
    ...(e.totpPropose === undefined ? {} : { apres: sansProposition(e) }),
    valeur: undefined,
  }));

/** A new password, which ends the sessions opened with the old one; the share of the key stays, so that what is on the PCs can still be read. */
export const changerMotDePasse = async (
  m: Magasin,
  acte: Acte,
  identifiant: string,
  donne: string | undefined,
): Promise<Resultat<CompteCree>> => {
  const compte = await lireCompte(m, identifiant);
  if (!compte) return compteInconnu(identifiant);
  const motDePasse = await motDePasseDe(donne, compte);
  if (!motDePasse.ok) return motDePasse;
  const { clair, invente } = motDePasse.valeur;
  const empreinte = await hacherMotDePasse(clair);
  await changerCompte(m, identifiant, (c) => ({ ...c, empreinte, motDePasseLe: acte.horloge() }));
  await oublierInvitations(m, identifiant);
  await oublierProposition(m, identifiant);
  await noter(m, acte, ENTREES.COMPTE.ecrire.motDePasse({ identifiant }));
  return { ok: true, valeur: { compte: montrer(compte), ...(invente ? { motDePasse: clair } : {}) } };
};

export const listerComptes = async (m: Magasin): Promise<CompteMontre[]> =>
  (await plageType(m, 'compte', {})).map(montrer);
