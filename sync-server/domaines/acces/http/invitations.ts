import { z } from 'zod';
import type { InvitationLue } from '#shared/contrats/acces/administration';
import type { App, Contexte } from '../../../socle/http/contexte';
import { limiterParAdresse } from '../../../socle/http/limite';
import { ErreurHttp, valeurDe } from '../../../socle/http/reponses';
import { accepterInvitation, lireInvitation } from '../invitations';

const lectureSchema = z.object({ jeton: z.string().min(1).max(100) });
const acceptationSchema = lectureSchema.extend({ motDePasse: z.string().min(1).max(200) });
const ESSAIS_MAX = 30;

/** For who has been invited, and is not signed in yet: the link is the only key, and it is in the body, never in an address. */
export const routesInvitations = (app: App, c: Contexte): void => {
  const limiter = limiterParAdresse(app, 'invitation', ESSAIS_MAX);
  app.register(async (ouvert) => {
    ouvert.addHook('preHandler', limiter);
    const connue = <T extends { ok: boolean }>(r: T): T => {
      if (!r.ok && 'refus' in r && (r.refus as { code: string }).code === 'INVITATION')
        c.registre.noter({ genre: 'INVITATION_FAUSSE', objet: 'POST /api/invitation' });
      return r;
    };

    ouvert.post('/api/invitation/lire', { bodyLimit: 1_000 }, async (req): Promise<InvitationLue> => {
      const lu = lectureSchema.safeParse(req.body);
      if (!lu.success) throw new ErreurHttp('DEMANDE', 'Ce lien est incomplet : ouvrez-le en entier.');
      return valeurDe(connue(await lireInvitation(c.magasin, lu.data.jeton, c.horloge())));
    });

    ouvert.post('/api/invitation', { bodyLimit: 4_000 }, async (req): Promise<{ identifiant: string }> => {
      const lu = acceptationSchema.safeParse(req.body);
      if (!lu.success) throw new ErreurHttp('DEMANDE', 'Choisissez un mot de passe.');
      return valeurDe(connue(await accepterInvitation(c.magasin, lu.data.jeton, lu.data.motDePasse, c.horloge())));
    });
  });
};
