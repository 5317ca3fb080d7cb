import { randomInt } from 'node:crypto';
import type { Resultat } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit } from '../../../socle/http/reponses';
import { type CodeAideRenouvele, renouvelerCodeAide } from './renouveler-code-aide';
import { type CodeRenouvele, renouvelerCodeUsager } from './renouveler-code-usager';

const valeurDe = <T>(r: Resultat<T>): T => {
  if (r.ok) return r.valeur;
  throw new ErreurHttp(r.refus.code === 'ECRITURE_EN_COURS' ? 'REPLI' : 'ANTENNE', r.refus.message);
};

/** New codes for the telephone, by a manager of the antenna. The former one is refused at once by the SVI. */
export const routesCodes = (app: App, c: Contexte): void => {
  const auteurDe = (req: Parameters<typeof sessionDe>[0]) => {
    const session = sessionDe(req);
    exigerDroit(session, 'saisir');
    return { antennes: antennesDe(session), auteur: session.identifiant };
  };
  const ports = { magasin: c.magasin, horloge: c.horloge, hasard: randomInt };

  app.post<{ Params: { id: string } }>('/api/usagers/:id/code', async (req): Promise<CodeRenouvele> => {
    const par = auteurDe(req);
    return valeurDe(await renouvelerCodeUsager(ports, { usagerId: req.params.id, ...par }));
  });

  app.post<{ Params: { id: string } }>('/api/intervenants/:id/code', async (req): Promise<CodeAideRenouvele> => {
    const par = auteurDe(req);
    return valeurDe(await renouvelerCodeAide(ports, { intervenantId: req.params.id, ...par }));
  });
};
