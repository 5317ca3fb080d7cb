import { horlogeSysteme } from '../../../ports/horloge';
import { avecMagasin, type ContexteCli } from '../../../socle/cli/contexte';
import { reglerEnvois } from '../envois/regler';
import { relever } from '../envois/relever';

export const executer = async (c: ContexteCli): Promise<number> => {
  const r = await avecMagasin(c, (magasin) => relever(reglerEnvois(c.config, { magasin, horloge: horlogeSysteme })));
  if (c.json) c.ecrire(JSON.stringify(r));
  else {
    // What could not be read is not known to hold nothing; what is put aside was there.
    if (r.pris.length > 0) c.ecrire(r.pris.map((n) => `${n} : pris`).join('\n'));
    else if (r.pannes.length + r.ecartes.length === 0) c.ecrire('Rien de nouveau à prendre.');
    for (const e of r.ecartes) c.dire(`${e.nom} : écarté, ${e.raison}`);
    for (const panne of r.pannes) c.dire(panne);
  }
  if (r.pannes.length > 0) return 1;
  return r.ecartes.length > 0 ? 2 : 0;
};
