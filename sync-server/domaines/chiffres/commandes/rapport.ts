import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { periodeRapportSchema } from '#shared/contrats/chiffres/rapport';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  option,
  rendre,
} from '../../../socle/cli/contexte';
import { editerRapport, ouvrirRapport } from '../rapport/editer';

export const executer = async (c: ContexteCli): Promise<number> => {
  const lue = periodeRapportSchema.safeParse(argument(c, 0, 'la période du rapport (AAAA-MM, AAAA-T1 ou AAAA)'));
  if (!lue.success)
    throw new ErreurUsage('Période attendue : un mois (2026-10), un trimestre (2026-T4) ou une année (2026).');
  const vers = option(c, 'vers');
  const periode = lue.data;
  const resultat = await avecMagasin(c, async (magasin) => {
    await c.rattraper(magasin)();
    const ports = { magasin, horloge: horlogeSysteme, reserve: ouvrirReserve(join(c.config.DATA_DIR, 'rapports')) };
    const fait = await editerRapport(ports, { periode, auteur: auteur(c) });
    if (!fait.ok) return fait;
    const { rapport, deja } = fait.valeur;
    const fichiers: string[] = [];
    if (vers !== undefined) {
      await mkdir(vers, { recursive: true });
      for (const format of ['pdf', 'xlsx'] as const) {
        const ouvert = await ouvrirRapport(ports, { periode, format });
        if (!ouvert.ok) return ouvert;
        const chemin = join(vers, ouvert.valeur.nom);
        await writeFile(`${chemin}.tmp`, ouvert.valeur.octets);
        await rename(`${chemin}.tmp`, chemin);
        fichiers.push(chemin);
      }
    }
    return {
      ok: true as const,
      valeur: { periode, edition: rapport.editions.at(-1)?.numero, deja, faits: rapport.faits, fichiers },
    };
  });
  return rendre(c, resultat, (r) => [
    `${r.faits.titre}, édition ${r.edition}${r.deja ? ' (rien n’a changé : les mêmes octets)' : ''}.`,
    ...r.faits.resume.map((l) => `  ${l.quoi} : ${l.combien} (${l.detail})`),
    ...r.fichiers,
  ]);
};
