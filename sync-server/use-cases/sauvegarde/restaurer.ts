import type { Resultat } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';
import { tracer } from '../../adapters/depot/audit';
import type { CleMaitresse } from '../../adapters/sauvegarde/cle';
import { lireCoffre } from '../../adapters/sauvegarde/coffre';
import { ecrireBruts, idDe, ouvrirEcriture } from '../../adapters/sauvegarde/documents-bruts';
import { type Enregistrement, lireEnregistrements } from '../../adapters/sauvegarde/enregistrements';
import { ouvrirEcritureFichier } from '../../adapters/sauvegarde/fichiers';
import { sequenceDe } from '../../ports/documents';
import type { Horloge } from '../../ports/horloge';
import type { MagasinSuivi } from '../../ports/suivi';
import { choisirChaine, type Maillon } from './chaine';
import { remplirInstallation } from './installation';
import { poserReperes } from './reperes';
import { refusDe } from './sauvegarder';
import { type ChaineVerifiee, cleDocument, verifierChaine } from './verifier';

export type PortsRestauration = {
  magasin: MagasinSuivi;
  horloge: Horloge;
  dataDir: string;
  cle: CleMaitresse;
  progres?: (texte: string) => void;
};

export type RapportRestauration = {
  /** All that was acknowledged before that moment is there. */
  instant: Instant;
  sauvegardes: number;
  documents: number;
  fichiers: number;
};

type Suite = {
  prendre: (e: Enregistrement) => Promise<void>;
  /** All that was given is in the store, and on the disk. */
  finir: () => Promise<void>;
  echouer: () => Promise<void>;
};

/** What was written, and by database what is kept for the end: what the transitions had still to treat. */
type Ecrits = { documents: number; fichiers: number; gardes: Map<string, string[]> };

/** Writes what one file of the chain holds, save what a later one holds again. */
const ecrivain = (p: PortsRestauration, v: ChaineVerifiee, m: Maillon, ecrits: Ecrits): Suite => {
  const gardees = new Set(Object.keys(v.fin.bases));
  const retards = new Map(Object.entries(v.fin.enRetard).map(([b, ids]) => [b, new Set(ids)]));
  const mettreDeCote = (base: string, document: string): boolean => {
    if (!retards.get(base)?.has(idDe(document))) return false;
    ecrits.gardes.set(base, [...(ecrits.gardes.get(base) ?? []), document]);
    return true;
  };
  let ecriture: ReturnType<typeof ouvrirEcriture> | undefined;
  let fichier: Awaited<ReturnType<typeof ouvrirEcritureFichier>> | undefined;
  const vaut = (base: string, document: string): boolean =>
    v.derniers.size === 0 || (v.derniers.get(cleDocument(base, idDe(document))) ?? m.entete.rang) === m.entete.rang;
  const ouvrir = async (base: string): Promise<void> => {
    await ecriture?.finir();
    ecriture = gardees.has(base) ? ouvrirEcriture((docs) => ecrireBruts(p.magasin, base, docs)) : undefined;
  };
  return {
    prendre: async (e) => {
      if (e.sorte === 'base') await ouvrir(e.base);
      else if (e.sorte === 'documents') {
        for (const d of e.documents) {
          if (!ecriture || !vaut(e.base, d)) continue;
          if (!mettreDeCote(e.base, d)) await ecriture.ajouter(d);
          ecrits.documents += 1;
        }
        p.progres?.(`${ecrits.documents} documents restaurés`);
      } else if (e.sorte === 'fichier') fichier = await ouvrirEcritureFichier(p.dataDir, e.chemin);
      else if (e.sorte === 'octets') await fichier?.ecrire(e.octets);
      else if (e.sorte === 'fin-fichier') {
        await fichier?.finir();
        fichier = undefined;
        ecrits.fichiers += 1;
      }
    },
    finir: async () => {
      await ecriture?.finir();
    },
    echouer: async () => {
      await fichier?.abandonner();
    },
  };
};

const ecrireTout = async (p: PortsRestauration, v: ChaineVerifiee): Promise<RapportRestauration> => {
  const ecrits: Ecrits = { documents: 0, fichiers: 0, gardes: new Map() };
  for (const base of Object.keys(v.fin.bases)) await p.magasin.nano.db.create(base);
  for (const m of v.maillons) {
    const suite = ecrivain(p, v, m, ecrits);
    try {
      await lireCoffre(m.chemin, p.cle, async (contenu) => {
        for await (const e of lireEnregistrements(contenu)) await suite.prendre(e);
        await suite.finir();
      });
    } catch (e) {
      await suite.echouer();
      throw e;
    }
  }
  const sequences = new Map<string, string>();
  for (const base of Object.keys(v.fin.bases)) {
    const seq = await sequenceDe(p.magasin, base);
    if (seq !== undefined) sequences.set(base, seq);
    await ecrireBruts(p.magasin, base, ecrits.gardes.get(base) ?? []);
  }
  await poserReperes(p.magasin, v.fin.reperes, sequences);
  return { instant: v.instant, sauvegardes: v.maillons.length, documents: ecrits.documents, fichiers: ecrits.fichiers };
};

export type CommandeRestauration = { source: string; jusqua?: Instant | undefined; auteur: string };

/** Reads all, says what would be restored, and writes nothing. */
export const verifierSauvegarde = async (
  p: Pick<PortsRestauration, 'cle' | 'progres'>,
  c: Pick<CommandeRestauration, 'source' | 'jusqua'>,
): Promise<Resultat<ChaineVerifiee>> => {
  const chaine = await choisirChaine(c.source, c.jusqua);
  return chaine.ok ? verifierChaine(chaine.valeur, p.cle, p.progres) : chaine;
};

/** Into an empty installation, once all has been verified: the whole, or nothing. */
export const restaurer = async (
  p: PortsRestauration,
  c: CommandeRestauration,
): Promise<Resultat<RapportRestauration>> => {
  p.progres?.('Vérification…');
  const v = await verifierSauvegarde(p, c);
  if (!v.ok) return v;
  const o = { dataDir: p.dataDir, dossiers: v.valeur.dossiers };
  try {
    const r = await remplirInstallation(p.magasin, o, () => ecrireTout(p, v.valeur));
    if (!r.ok) return r;
    await tracer(p.magasin, {
      instant: p.horloge(),
      auteur: c.auteur,
      action: 'RESTAURATION',
      objet: `${r.valeur.instant} ${v.valeur.precedente.serie}-${v.valeur.precedente.rang}`,
    });
    return r;
  } catch (e) {
    return refusDe(e, c.source);
  }
};
