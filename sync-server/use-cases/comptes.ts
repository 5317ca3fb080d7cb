import { randomBytes } from 'node:crypto';
import { type Antenne, CODES_ANTENNES, type Resultat, refuser } from '#shared/contrats/commun';
import { type Compte, compteSchema, ROLES } from '#shared/contrats/compte';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { tracer } from '../adapters/depot/audit';
import { hacherMotDePasse } from '../adapters/mot-de-passe';
import { type AccesMagasin, lirePlage, lireUn, plageDuType, type Stocke } from '../ports/documents';
import type { Horloge } from '../ports/horloge';

/** What may be shown of an account: never its hash nor its share of the key. */
export type CompteMontre = Omit<Compte, '_id' | 'type' | 'empreinte' | 'motDePasseLe' | 'partCle'>;

const montrer = (c: Compte): CompteMontre => ({
  identifiant: c.identifiant,
  nom: c.nom,
  role: c.role,
  responsable: c.responsable,
  antennes: c.antennes,
  actif: c.actif,
  creeLe: c.creeLe,
});

/** Who acts on an account, and when. */
export type Acte = { auteur: string; horloge: Horloge };

const noter = (m: AccesMagasin, a: Acte, objet: string): Promise<void> =>
  tracer(m, { instant: a.horloge(), auteur: a.auteur, action: 'COMPTE', objet });

const LONGUEUR_MOT_DE_PASSE = 10;

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

const lireCompte = (m: AccesMagasin, identifiant: string): Promise<Stocke<Compte> | undefined> =>
  lireUn<Compte>(m, BASE_CENTRALE, idCompte(identifiant));

const motDePasseDe = (donne: string | undefined): Resultat<{ clair: string; invente: boolean }> => {
  if (donne === undefined) return { ok: true, valeur: { clair: inventerMotDePasse(), invente: true } };
  if (donne.length < LONGUEUR_MOT_DE_PASSE)
    return refuser('MOT_DE_PASSE', `Le mot de passe doit avoir au moins ${LONGUEUR_MOT_DE_PASSE} caractères.`);
  return { ok: true, valeur: { clair: donne, invente: false } };
};

export type CompteCree = { compte: CompteMontre; motDePasse?: string };

export const creerCompte = async (m: AccesMagasin, acte: Acte, c: CommandeCompte): Promise<Resultat<CompteCree>> => {
  const role = ROLES.find((r) => r === c.role);
  if (!role) return refuser('ROLE', `Rôle « ${c.role} » inconnu : ${ROLES.join(', ')}.`);
  const inconnues = c.antennes.filter((a) => !CODES_ANTENNES.includes(a as Antenne));
  if (inconnues.length > 0)
    return refuser('ANTENNE', `Antenne inconnue : ${inconnues.join(', ')}. Attendu : ${CODES_ANTENNES.join(', ')}.`);
  if (role === 'GESTIONNAIRE' && c.antennes.length === 0)
    return refuser('ANTENNE', 'Un gestionnaire a au moins une antenne : donnez --antennes.');
  const motDePasse = motDePasseDe(c.motDePasse);
  if (!motDePasse.ok) return motDePasse;
  const lu = compteSchema.safeParse({
    _id: idCompte(c.identifiant),
    type: 'compte',
    identifiant: c.identifiant,
    nom: c.nom,
    role,
    responsable: c.responsable,
    antennes: [...new Set(c.antennes)],
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
  if (await lireCompte(m, c.identifiant)) return refuser('COMPTE_CONNU', `Le compte « ${c.identifiant} » existe déjà.`);
  await m.nano.use(BASE_CENTRALE).insert(lu.data);
  await noter(m, acte, `creer ${c.identifiant}`);
  return {
    ok: true,
    valeur: { compte: montrer(lu.data), ...(motDePasse.valeur.invente ? { motDePasse: motDePasse.valeur.clair } : {}) },
  };
};

const enregistrer = async (m: AccesMagasin, compte: Stocke<Compte>): Promise<void> => {
  await m.nano.use<Compte>(BASE_CENTRALE).insert(compte);
};

const inconnu = (identifiant: string) =>
  refuser('COMPTE_INCONNU', `Aucun compte « ${identifiant} » : « compte lister » les donne.`);

export const desactiverCompte = async (
  m: AccesMagasin,
  acte: Acte,
  identifiant: string,
): Promise<Resultat<CompteMontre>> => {
  const compte = await lireCompte(m, identifiant);
  if (!compte) return inconnu(identifiant);
  if (compte.actif) {
    await enregistrer(m, { ...compte, actif: false });
    await noter(m, acte, `desactiver ${identifiant}`);
  }
  return { ok: true, valeur: montrer({ ...compte, actif: false }) };
};

/** A new password, which ends the sessions opened with the old one; the share of the key stays, so that what is on the PCs can still be read. */
export const changerMotDePasse = async (
  m: AccesMagasin,
  acte: Acte,
  identifiant: string,
  donne: string | undefined,
): Promise<Resultat<CompteCree>> => {
  const compte = await lireCompte(m, identifiant);
  if (!compte) return inconnu(identifiant);
  const motDePasse = motDePasseDe(donne);
  if (!motDePasse.ok) return motDePasse;
  const { clair, invente } = motDePasse.valeur;
  await enregistrer(m, { ...compte, empreinte: await hacherMotDePasse(clair), motDePasseLe: acte.horloge() });
  await noter(m, acte, `mot-de-passe ${identifiant}`);
  return { ok: true, valeur: { compte: montrer(compte), ...(invente ? { motDePasse: clair } : {}) } };
};

export const listerComptes = async (m: AccesMagasin): Promise<CompteMontre[]> =>
  (await lirePlage<Compte>(m, BASE_CENTRALE, plageDuType('compte'))).map(montrer);
