import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  antennesVoulues,
  auteur,
  avecMagasin,
  type ContexteCli,
  lireMois,
  optionRequise,
  rendre,
} from '../../../socle/cli/contexte';
import { ENTREES, tracer } from '../../audit';
import { dossierRelevesRepris } from '../../dossiers';
import { trouverReleves } from '../releves/trouver';
import { trouverRepris } from '../releves/trouver-repris';
import { dossierArchive } from './archiver';

const ecrire = async (chemin: string, contenu: string | Uint8Array): Promise<void> => {
  await writeFile(`${chemin}.tmp`, contenu, { mode: 0o600 });
  await rename(`${chemin}.tmp`, chemin);
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const usagerId = optionRequise(c, 'usager');
  const mois = lireMois(optionRequise(c, 'mois'));
  const vers = optionRequise(c, 'vers');
  const r = await avecMagasin(c, async (magasin) => {
    const qui = { usagerId, mois, antennes: antennesVoulues(c) };
    const scelles = await trouverReleves(dossierArchive(c), qui);
    const repris = await trouverRepris(dossierRelevesRepris(c.config.DATA_DIR), qui);
    const aucun = !scelles.ok && ['RELEVE_INCONNU', 'RELEVES_ELIMINES'].includes(scelles.refus.code);
    if (!scelles.ok && (!aucun || repris.length === 0)) return scelles;
    const lu = ENTREES.CONSULTATION.ecrire.releve({ usagerId, mois });
    await tracer(magasin, { instant: horlogeSysteme(), auteur: auteur(c), ...lu });
    return { ok: true as const, valeur: { scelles: scelles.ok ? scelles.valeur : [], repris } };
  });
  if (!r.ok) return rendre(c, r, () => []);
  await mkdir(vers, { recursive: true });
  const fichiers: string[] = [];
  const { scelles, repris } = r.valeur;
  const nomDe = (antenne: Antenne): string =>
    `RELEVE_${usagerId.replace(/[^\w-]/g, '_')}_${mois.replace('-', '')}_${antenne}`;
  for (const { antenne, pdf, donnees } of scelles) {
    const nom = nomDe(antenne);
    await ecrire(join(vers, `${nom}.pdf`), pdf);
    await ecrire(join(vers, `${nom}.json`), donnees);
    fichiers.push(`${nom}.pdf`, `${nom}.json`);
  }
  for (const { antenne, pdf } of repris) {
    const nom = `${nomDe(antenne)}_REPRIS.pdf`;
    await ecrire(join(vers, nom), pdf);
    fichiers.push(nom);
  }
  const antennes = [...new Set([...scelles, ...repris].map((x) => libelleAntenne(x.antenne)))].join(', ');
  return rendre(c, { ok: true, valeur: { fichiers } }, () => [`Relevé de ${antennes} : ${fichiers.join(', ')}`]);
};
