import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { tracer } from '../../audit';
import { trouverReleves } from '../releves/trouver';
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
    const trouves = await trouverReleves(dossierArchive(c), { usagerId, mois, antennes: antennesVoulues(c) });
    if (trouves.ok)
      await tracer(magasin, {
        instant: horlogeSysteme(),
        auteur: auteur(c),
        action: 'CONSULTATION',
        objet: `relevé usager:${usagerId} ${mois}`,
      });
    return trouves;
  });
  if (!r.ok) return rendre(c, r, () => []);
  await mkdir(vers, { recursive: true });
  const fichiers: string[] = [];
  for (const { antenne, pdf, donnees } of r.valeur) {
    const nom = `RELEVE_${usagerId.replace(/[^\w-]/g, '_')}_${mois.replace('-', '')}_${antenne}`;
    await ecrire(join(vers, `${nom}.pdf`), pdf);
    await ecrire(join(vers, `${nom}.json`), donnees);
    fichiers.push(`${nom}.pdf`, `${nom}.json`);
  }
  const antennes = r.valeur.map((x) => libelleAntenne(x.antenne)).join(', ');
  return rendre(c, { ok: true, valeur: { fichiers } }, () => [`Relevé de ${antennes} : ${fichiers.join(', ')}`]);
};
