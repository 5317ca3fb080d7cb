import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloture, EtatFige } from '#shared/contrats/cloture';
import { ANTENNES, type Antenne, nommerAntennes, type Resultat, refuser } from '#shared/contrats/commun';
import type { Complement } from '#shared/contrats/complement';
import type { Mois } from '#shared/temps/types';
import { tracer } from '../adapters/depot/audit';
import type { AccesMagasin } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { empreinteFigee } from './cloturer';
import { calculerMois, lireCadre } from './cloturer-etats';
import { lireCloture, lireComplements, lireFiges } from './cloturer-report';
import { type FichierExporte, fichiersDuMois } from './exporter-lignes';

export type PortsExport = { magasin: AccesMagasin; horloge: Horloge; rattraper: () => Promise<void> };
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

/** [CL-2] Files of a closed month, from its frozen state alone: the same bytes each time. Provisional: from what is known now. */
export const exporter = async (p: PortsExport, c: CommandeExport): Promise<Resultat<RapportExport>> => {
  const clotures = new Map<Antenne, Cloture>();
  for (const antenne of c.antennes) {
    const cloture = await lireCloture(p.magasin, antenne, c.mois);
    if (cloture) clotures.set(antenne, cloture);
  }
  const ouvertes = c.antennes.filter((a) => !clotures.has(a));
  if (!c.provisoire && ouvertes.length > 0)
    return refuser(
      'MOIS_OUVERT',
      `Le mois ${c.mois} n'est pas clos (${nommerAntennes(ouvertes)}) : clôturez-le, ou demandez un export provisoire avec --provisoire.`,
    );
  if (c.provisoire && clotures.size > 0)
    return refuser(
      'MOIS_CLOS',
      `Le mois ${c.mois} est clos (${nommerAntennes([...clotures.keys()])}) : exportez sans --provisoire, ou une antenne à la fois.`,
    );
  const etats = c.provisoire ? await etatsProvisoires(p, c) : await etatsFiges(p, c, clotures);
  if (!etats.ok) return etats;
  const fichiers = c.antennes.flatMap((a) => fichiersDuMois(etats.valeur.get(a) ?? [], a, c.mois, c.provisoire));
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

type Etats = Resultat<ReadonlyMap<Antenne, EtatFige[]>>;

const etatsProvisoires = async (p: PortsExport, c: CommandeExport): Promise<Etats> => {
  await p.rattraper();
  const cadre = await lireCadre(p.magasin, p.horloge());
  return cadre.ok ? { ok: true, valeur: (await calculerMois(cadre.valeur, c.mois, c.antennes)).parAntenne } : cadre;
};

const etatsFiges = async (
  p: PortsExport,
  c: CommandeExport,
  clotures: ReadonlyMap<Antenne, Cloture>,
): Promise<Etats> => {
  const tout = new Map<Antenne, EtatFige[]>();
  for (const antenne of c.antennes) {
    const etats = (await lireFiges(p.magasin, antenne, c.mois)).map(({ _rev, ...etat }): EtatFige => etat);
    const complements = (await lireComplements(p.magasin, antenne, c.mois)).map(({ _rev, ...x }): Complement => x);
    const cloture = clotures.get(antenne);
    if (
      empreinteFigee(etats) !== cloture?.empreinte ||
      (cloture.complements && empreinteFigee(complements) !== cloture.complements.empreinte)
    )
      return refuser(
        'ETAT_ALTERE',
        `L'état figé de ${ANTENNES[antenne].libelle} pour ${c.mois} n'est plus celui de la clôture : rien n'est exporté. Comparez avec une sauvegarde.`,
      );
    tout.set(antenne, etats);
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
      await writeFile(temporaire, texte);
      ecrits.push({ nom, lignes, empreinte: createHash('sha256').update(texte).digest('hex') });
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
