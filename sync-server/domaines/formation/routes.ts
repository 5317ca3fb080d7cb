import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import {
  type Appelant,
  appelantSchema,
  type PasFormation,
  touchesSchema,
} from '#shared/contrats/exploitation/formation';
import { idUsager } from '#shared/contrats/ids';
import { antenneConnueSchema } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { antennesDe } from '#shared/droits/droits';
import { dateParis } from '#shared/temps/paris';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { type CodeRefus, ErreurHttp, exigerDroit, lireDemande } from '../../socle/http/reponses';
import { lireType } from '../../store/types';
import type { SviFormation } from '../telephonie';
import { lireExercices } from './exercices-formation';

// The same words whether the usager is of another antenna or does not exist.
const NUMERO_AUTRE = 'Ce numéro n’est pas celui d’un usager de vos antennes. Choisissez un usager de la liste.';

const CODES: Readonly<Record<string, CodeRefus>> = {
  APPEL_FINI: 'INTROUVABLE',
  NUMERO: 'ANTENNE',
  TROP_D_APPELS: 'TROP_D_ESSAIS',
  SVI_INJOIGNABLE: 'REPLI',
};

const rendre = (r: Resultat<PasFormation>): PasFormation => {
  if (r.ok) return r.valeur;
  throw new ErreurHttp(CODES[r.refus.code] ?? 'DEMANDE', r.refus.message);
};

const corpsAppel = z.object({ appelant: appelantSchema });
const corpsTouches = z.object({ touches: touchesSchema });
const corpsExercices = z.object({ antenne: antenneConnueSchema });
const DIX_TOUCHES = 'Tapez des chiffres, étoile ou dièse, douze au plus.';

/**
 * The training telephone: registered only where MODE is not production. The browser says keys; tokens and signatures stay
 * between this server and the SVI.
 */
export const routesFormation = (app: App, c: Contexte, svi: SviFormation): void => {
  /** Who may punch on paper may punch in training: managers, for their antennas. */
  const autorisee = (session: Session): readonly Antenne[] => {
    exigerDroit(session, 'saisir');
    return antennesDe(session);
  };

  const verifierNumero = async (a: Appelant, antennes: readonly Antenne[]): Promise<string | undefined> => {
    if (a.genre === 'MASQUE') return undefined;
    if (a.genre === 'INCONNU') return a.numero;
    const jour = dateParis(c.horloge());
    for (const antenne of antennes) {
      const usager = await lireType(c.magasin, 'usager', idUsager(a.usagerId), { antenne });
      const sien = usager && antennes.includes(antenneAu(usager, jour)) && usager.telephones.includes(a.numero);
      if (sien) return a.numero;
    }
    throw new ErreurHttp('ANTENNE', NUMERO_AUTRE);
  };

  app.get('/api/formation/exercices', async (req) => {
    const antennes = autorisee(sessionDe(req));
    const { antenne } = lireDemande(corpsExercices, req.query, 'Donnez une antenne.');
    if (!antennes.includes(antenne)) throw new ErreurHttp('ANTENNE');
    const tirer = (n: number): number => (n > 0 ? randomInt(n) : 0);
    return lireExercices(c.magasin, antenne, c.horloge(), tirer);
  });

  app.post('/api/formation/appels', { bodyLimit: 2_000 }, async (req) => {
    const session = sessionDe(req);
    const antennes = autorisee(session);
    const { appelant } = lireDemande(corpsAppel, req.body, 'Choisissez le téléphone d’où vous appelez.');
    const numero = await verifierNumero(appelant, antennes);
    return rendre(
      await svi.appeler({
        pour: session.identifiant,
        antennes: [...antennes],
        ...(numero === undefined ? {} : { numero }),
      }),
    );
  });

  app.post<{ Params: { id: string } }>('/api/formation/appels/:id/touches', { bodyLimit: 2_000 }, async (req) => {
    const session = sessionDe(req);
    autorisee(session);
    const { touches } = lireDemande(corpsTouches, req.body, DIX_TOUCHES);
    return rendre(await svi.taper(req.params.id, session.identifiant, touches));
  });

  app.post<{ Params: { id: string } }>('/api/formation/appels/:id/fin', { bodyLimit: 2_000 }, async (req) => {
    const session = sessionDe(req);
    autorisee(session);
    return rendre(await svi.raccrocher(req.params.id, session.identifiant));
  });
};
