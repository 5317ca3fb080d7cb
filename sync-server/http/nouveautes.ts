import { demandeAcquittementSchema, type Nouveautes, type RegistreVersions } from '#shared/contrats/nouveautes';
import { acquitterVersion, lireNouveautes, lireRegistreVersions } from '../use-cases/nouveautes';
import { type App, type Contexte, sessionDe } from './contexte';
import { ErreurHttp, exigerDroit, valeurDe } from './reponses';

/** Notes of version: of nobody; who has acknowledged them is for those who run the service. */
export const routesNouveautes = (app: App, c: Contexte): void => {
  app.get('/api/nouveautes', async (req): Promise<Nouveautes> => lireNouveautes(c.magasin, sessionDe(req).identifiant));

  app.post('/api/nouveautes', { bodyLimit: 1_000 }, async (req): Promise<Nouveautes> => {
    const lu = demandeAcquittementSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Dites quelle version vous avez lue. Rechargez la page.');
    const { identifiant } = sessionDe(req);
    return valeurDe(await acquitterVersion(c, { identifiant, version: lu.data.version }));
  });

  app.get('/api/nouveautes/registre', async (req): Promise<RegistreVersions> => {
    exigerDroit(sessionDe(req), 'lireRegistreVersions');
    return lireRegistreVersions(c.magasin);
  });
};
