import { type Reception, type ReceptionsLues, suiteReceptionSchema } from '#shared/contrats/dossiers/reception';
import { antennesDe, tientToutesAntennes } from '#shared/droits/droits';
import { type App, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import type { Quotidien } from './quotidien';
import { sansValeurs } from './receptions';

/** The reports of Millésime's files, and what is decided of one that waits. What the rows said is for the central service alone. */
export const routesReceptions = (app: App, quotidien: Quotidien): void => {
  app.get('/api/receptions', async (req): Promise<ReceptionsLues> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireImports');
    const lues = await quotidien.lire();
    const siennes = antennesDe(s);
    return tientToutesAntennes(s) ? lues : { ...lues, receptions: lues.receptions.map((r) => sansValeurs(r, siennes)) };
  });

  app.post('/api/receptions/suite', { bodyLimit: 1_000 }, async (req): Promise<{ reception?: Reception }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'confirmerImport');
    const lu = suiteReceptionSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    const reception = valeurDe(await quotidien.decider({ ...lu.data, auteur: s.identifiant }));
    return reception ? { reception: sansValeurs(reception, antennesDe(s)) } : {};
  });
};
