import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import { estErreurDisque } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import { chargerAntennes } from '../../../store/antennes';
import { deposerLot, enConflit } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { lignesDe } from '../../../store/nano/lignes';
import { ENTREES, tracer } from '../../audit';
import { ouvrirEcriture, ouvrirEcritureFichier, remplirInstallation } from '../../exploitation';
import { type MoisClos, parcourirMoisClos } from '../reversibilite/clos';
import { type Manifeste, verifierJeu } from '../reversibilite/manifeste';
import { cheminReel } from '../reversibilite/sortie';

export type PortsReprise = {
  magasin: Magasin;
  horloge: Horloge;
  dataDir: string;
  progres?: (texte: string) => void;
};
export type RapportReprise = { documents: number; fichiers: number; moisClos: number; comptes: number };

/** Thrown out of the filling, which undoes it. */
class Ecart extends Error {}

const DONNEES = /^donnees\/(tg-[a-z0-9_-]+)\/([a-z-]+)\.jsonl$/;
const FICHIERS = 'fichiers/';

/** An account comes without what opens it: it gets a key of its own, and waits for a password. */
const compteRepris = (texte: string): string =>
  JSON.stringify({ ...(JSON.parse(texte) as object), empreinte: '', partCle: randomBytes(32).toString('base64') });

const ecrireDocuments = async (
  p: PortsReprise,
  racine: string,
  m: Manifeste,
): Promise<{ documents: number; comptes: number }> => {
  let documents = 0;
  let comptes = 0;
  const bases = new Set<string>();
  for (const { chemin } of m.fichiers) {
    const [, base, type] = DONNEES.exec(chemin) ?? [];
    if (base === undefined) continue;
    if (!bases.has(base)) await p.magasin.creerBase(base);
    bases.add(base);
    const ecriture = ouvrirEcriture(async (lot) => {
      const docs = lot.map((t) => JSON.parse(t) as object);
      const faute = (await deposerLot(p.magasin, base, docs)).find(enConflit);
      if (faute) throw new Ecart(`${faute.id} est deux fois dans ${chemin}`);
    });
    // By the byte that ends a line: since Node 24, `readline` splits at U+2028 too, which JSON leaves in a sentence.
    for await (const lignes of lignesDe(createReadStream(cheminReel(racine, chemin))))
      for (const ligne of lignes) {
        await ecriture.ajouter(type === 'compte' ? compteRepris(ligne) : ligne);
        documents += 1;
        if (type === 'compte') comptes += 1;
      }
    await ecriture.finir();
    p.progres?.(pluriel(documents, 'document repris', 'documents repris'));
  }
  return { documents, comptes };
};

const copierFichiers = async (p: PortsReprise, racine: string, m: Manifeste): Promise<number> => {
  let n = 0;
  for (const { chemin } of m.fichiers.filter((f) => f.chemin.startsWith(FICHIERS))) {
    const cible = await ouvrirEcritureFichier(p.dataDir, chemin.slice(FICHIERS.length));
    try {
      for await (const octets of createReadStream(cheminReel(racine, chemin))) await cible.ecrire(octets as Buffer);
      await cible.finir();
    } catch (e) {
      await cible.abandonner();
      throw e;
    }
    n += 1;
  }
  return n;
};

/** [CL-2] The files of every closed month, made again here, are those of the set: byte for byte. */
const comparerMoisClos = async (p: PortsReprise, m: Manifeste): Promise<number> => {
  // The set has brought its antennas: what is made again is of all of them.
  await chargerAntennes(p.magasin);
  const cle = (x: Pick<MoisClos, 'antenne' | 'mois'>): string => `${x.antenne} ${x.mois}`;
  const attendus = new Map(m.moisClos.map((x) => [cle(x), x]));
  const r = await parcourirMoisClos(p.magasin, async (mois) => {
    const attendu = attendus.get(cle(mois));
    attendus.delete(cle(mois));
    if (!attendu || !isDeepStrictEqual(attendu.fichiers, mois.fichiers) || attendu.empreinte !== mois.empreinte)
      throw new Ecart(`les fichiers de ${mois.mois}, ${libelleAntenne(mois.antenne)}, ne sont pas ceux du jeu`);
    p.progres?.(`${mois.mois} ${libelleAntenne(mois.antenne)} : mêmes octets`);
  });
  if (!r.ok) throw new Ecart(r.refus.message);
  const [manquant] = attendus.values();
  if (manquant) throw new Ecart(`la clôture de ${manquant.mois}, ${libelleAntenne(manquant.antenne)}, manque`);
  return r.valeur;
};

const dossiersDe = (m: Manifeste): string[] => [
  ...new Set(m.fichiers.flatMap((f) => (f.chemin.startsWith(FICHIERS) ? (f.chemin.split('/')[1] ?? []) : []))),
];

/** Takes over a set into an empty installation: verified first, compared afterwards; the whole, or nothing. */
export const reprendre = async (
  p: PortsReprise,
  c: { dossier: string; auteur: string },
): Promise<Resultat<RapportReprise>> => {
  try {
    const jeu = await verifierJeu(c.dossier, p.progres);
    if (!jeu.ok) return jeu;
    const m = jeu.valeur;
    const r = await remplirInstallation(p.magasin, { dataDir: p.dataDir, dossiers: dossiersDe(m) }, async () => {
      const fichiers = await copierFichiers(p, c.dossier, m);
      const ecrits = await ecrireDocuments(p, c.dossier, m);
      return { ...ecrits, fichiers, moisClos: await comparerMoisClos(p, m) };
    });
    if (r.ok) await tracer(p.magasin, { instant: p.horloge(), auteur: c.auteur, ...ENTREES.REPRISE.ecrire.faite(m) });
    return r;
  } catch (e) {
    if (e instanceof Ecart) return refuser('ECART', `Reprise abandonnée, rien n’est gardé : ${e.message}.`);
    if (estErreurDisque(e))
      return refuser(
        'DISQUE',
        `Lecture ou écriture impossible (${e.message}) : vérifiez les dossiers, leurs droits et la place. Rien n’est gardé.`,
      );
    throw e;
  }
};
