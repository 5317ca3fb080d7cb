import { type EffetParametre, ecritureParametreSchema, type ParametreLu } from '#shared/contrats/administration';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { ecrireParametre, listerParametres, prevoirParametre } from '../use-cases/parametres';
import { type App, type Contexte, sessionDe } from './contexte';
import { ErreurHttp, exigerDroit, valeurDe } from './reponses';

/** Dated parameters: read, tried (`essai`), written. */
export const routesParametres = (app: App, c: Contexte): void => {
  app.get('/api/parametres', async (req): Promise<{ date: DateCivile; parametres: ParametreLu[] }> => {
    exigerDroit(sessionDe(req), 'lireParametres');
    const date = dateParis(c.horloge());
    return { date, parametres: valeurDe(await listerParametres(c.magasin, date)) };
  });

  app.post('/api/parametres', { bodyLimit: 20_000 }, async (req): Promise<EffetParametre> => {
    const s = sessionDe(req);
    exigerDroit(s, 'ecrireParametres');
    const lu = ecritureParametreSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    const { essai, ...demande } = lu.data;
    const effet = valeurDe(await prevoirParametre(c.magasin, c.horloge, demande));
    if (!essai) valeurDe(await ecrireParametre(c.magasin, c.horloge, { ...demande, auteur: s.identifiant }));
    return effet;
  });
};
