import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CadreClos, Cloture, ClotureEcrite, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import { ANTENNES, type Antenne, nommerAntennes, type Resultat, refuser } from '#shared/contrats/commun';
import type { Mois } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { lireCadreClos, lireCloture, lireComplements, lireFiges } from '../../../store/lectures/clos';
import { type Magasin, sansRev } from '../../../store/lire';
import { tracer } from '../../audit';
import { calculer } from '../clore/calculer';
import { type AFiger, empreinteFigee } from '../clore/ecrire';
import { ouvrirControle } from '../inventaire/exiger';
import { type FichierExporte, fichiersDuMois } from './exporter-lignes';

export type PortsExport = { magasin: Magasin; horloge: Horloge; rattraper: () => Promise<void> };
export type CommandeExport = {
  mois: Mois;
  antennes: readonly Antenne[];
  vers: string;
  provisoire: boolean;
  auteur: string;
};
export type RapportExport = {
  mois: Mois;
  provisoire: boolean;
  /** `empreinte`: SHA-256 of the bytes. */
  fichiers: { nom: string; lignes: number; empreinte: string }[];
};

const RIEN: AFiger = { etats: [], complements: [] };
const RIEN_EXPORTE = 'Rien n’a été exporté.';

/** [CL-2] Files of a closed month, from its frozen state alone: the same bytes each time. Provisional: from what is known now. */
export const exporter = async (p: PortsExport, c: CommandeExport): Promise<Resultat<RapportExport>> => {
  const etats = await compterPourDeBon(p, RIEN_EXPORTE, () => lireEtats(p, c));
  if (!etats.ok) return etats;
  const fichiers = c.antennes.flatMap((a) => fichiersDuMois(etats.valeur.get(a) ?? RIEN, a, c.mois, c.provisoire));
  const ecrits = await ecrire(c.vers, fichiers);
  if (ecrits.ok)
    await tracer(p.magasin, {
      instant: p.horloge(),
      auteur: c.auteur,
      action: 'EXPORT',
      objet: `${c.mois} ${c.antennes.join(' ')}${c.provisoire ? ' provisoire' : ''}`,
    });
  return ecrits.ok ? { ok: true, valeur: { mois: c.mois, provisoire: c.provisoire, fichiers: ecrits.valeur } } : ecrits;
};

type Etats = Resultat<ReadonlyMap<Antenne, AFiger>>;

const lireEtats = async (p: PortsExport, c: CommandeExport): Promise<Etats> => {
  const clotures = new Map<Antenne, Cloture>();
  for (const antenne of c.antennes) {
    const cloture = await lireCloture(p.magasin, antenne, c.mois);
    if (cloture) clotures.set(antenne, cloture);
  }
  const ouvertes = c.antennes.filter((a) => !clotures.has(a));
  if (!c.provisoire && ouvertes.length > 0)
    return refuser(
      'MOIS_OUVERT',
      `Le mois ${c.mois} n’est pas clos (${nommerAntennes(ouvertes)}) : clôturez-le, ou demandez un export provisoire avec --provisoire.`,
    );
  if (c.provisoire && clotures.size > 0)
    return refuser(
      'MOIS_CLOS',
      `Le mois ${c.mois} est clos (${nommerAntennes([...clotures.keys()])}) : exportez sans --provisoire, ou une antenne à la fois.`,
    );
  return c.provisoire ? etatsProvisoires(p, c) : etatsFiges(p, clotures);
};

const etatsProvisoires = async (p: PortsExport, c: CommandeExport): Promise<Etats> => {
  const demande = { mois: c.mois, antennes: c.antennes, rien: RIEN_EXPORTE };
  const { verifier } = await ouvrirControle(p.magasin, demande);
  await p.rattraper();
  const calcul = await calculer(p, c.mois, c.antennes);
  if (!calcul.ok) return calcul;
  const equilibre = await verifier(calcul.valeur);
  return 'refus' in equilibre ? equilibre : { ok: true, valeur: calcul.valeur.aFiger };
};

/** What a closing froze, if it is still what it was. */
export const lireFige = async (m: Magasin, cloture: ClotureEcrite): Promise<Resultat<AFiger>> => {
  const { antenne, mois } = cloture;
  if (cloture.purgee)
    return refuser(
      'MOIS_PURGE',
      `Le mois ${mois} (${ANTENNES[antenne].libelle}) a passé sa durée de conservation : ce que sa clôture avait figé est effacé, ses fichiers ne se refont plus. Ses relevés sont dans l’archive.`,
    );
  const etats = (await lireFiges(m, antenne, mois)).map(sansRev<EtatFige>);
  const complements = (await lireComplements(m, antenne, mois)).map(sansRev<Complement>);
  const cadre = await lireCadreClos(m, antenne, mois);
  const intact =
    empreinteFigee(etats) === cloture.empreinte &&
    (!cloture.complements || empreinteFigee(complements) === cloture.complements.empreinte) &&
    (!cloture.empreinteCadre || (cadre && empreinteFigee([sansRev<CadreClos>(cadre)]) === cloture.empreinteCadre));
  return intact
    ? { ok: true, valeur: { etats, complements } }
    : refuser(
        'ETAT_ALTERE',
        `L’état figé de ${ANTENNES[antenne].libelle} pour ${mois} n’est plus celui de la clôture : rien n’est exporté. Comparez avec une sauvegarde.`,
      );
};

const etatsFiges = async (p: PortsExport, clotures: ReadonlyMap<Antenne, Cloture>): Promise<Etats> => {
  const tout = new Map<Antenne, AFiger>();
  for (const [antenne, cloture] of clotures) {
    const fige = await lireFige(p.magasin, cloture);
    if (!fige.ok) return fige;
    tout.set(antenne, fige.valeur);
  }
  return { ok: true, valeur: tout };
};

/** Each file under a temporary name, then renamed: a reader never sees half of one. */
const ecrire = async (
  dossier: string,
  fichiers: readonly FichierExporte[],
): Promise<Resultat<RapportExport['fichiers']>> => {
  const provisoires: string[] = [];
  try {
    await mkdir(dossier, { recursive: true });
    const ecrits: RapportExport['fichiers'] = [];
    for (const { nom, texte, lignes } of fichiers) {
      const temporaire = join(dossier, `.${nom}.${process.pid}.tmp`);
      provisoires.push(temporaire);
      await writeFile(temporaire, texte, { mode: 0o640 });
      ecrits.push({ nom, lignes, empreinte: hacher(texte) });
    }
    for (const [i, { nom }] of fichiers.entries()) await rename(provisoires[i] ?? '', join(dossier, nom));
    return { ok: true, valeur: ecrits };
  } catch (e) {
    for (const t of provisoires) await rm(t, { force: true }).catch(() => undefined);
    const cause = e instanceof Error ? e.message : String(e);
    return refuser(
      'DOSSIER_EXPORT',
      `Écriture impossible dans « ${dossier} » (${cause}) : vérifiez le dossier, ses droits et la place.`,
    );
  }
};
