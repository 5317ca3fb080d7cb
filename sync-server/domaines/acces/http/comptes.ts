import type { FastifyRequest } from 'fastify';
import {
  acteCompteSchema,
  type CompteAdministre,
  type CompteMontre,
  type InvitationFaite,
  modificationCompteSchema,
  nouveauCompteSchema,
} from '#shared/contrats/acces/administration';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { agirSurCompte, listerPourAdministration, modifierCompte, ouvrirCompte } from '../administrer';
import type { Acte } from '../comptes';
import { inviter } from '../invitations';

/** The accounts, by an administrator: nobody else sees that they exist. */
export const routesComptes = (app: App, c: Contexte): void => {
  const acteDe = (req: FastifyRequest): Acte => {
    const s = sessionDe(req);
    exigerDroit(s, 'gererComptes');
    return { auteur: s.identifiant, horloge: c.horloge };
  };
  const invitation = async (acte: Acte, identifiant: string, demande?: string): Promise<InvitationFaite> => {
    const ports = { ...acte, courrier: c.courrier, extranet: c.extranet() };
    return valeurDe(await inviter(c.magasin, ports, { identifiant, demande }));
  };

  app.get('/api/comptes', async (req): Promise<CompteAdministre[]> => {
    acteDe(req);
    return listerPourAdministration(c.magasin, c);
  });

  app.post('/api/comptes', { bodyLimit: 4_000 }, async (req): Promise<InvitationFaite> => {
    const acte = acteDe(req);
    const lu = nouveauCompteSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    const compte = valeurDe(await ouvrirCompte(c.magasin, acte, lu.data));
    return invitation(acte, compte.identifiant, lu.data.id);
  });

  app.put<{ Params: { identifiant: string } }>(
    '/api/comptes/:identifiant',
    { bodyLimit: 8_000 },
    async (req): Promise<CompteMontre> => {
      const acte = acteDe(req);
      const lu = modificationCompteSchema.safeParse(req.body);
      if (!lu.success) throw new ErreurHttp('DEMANDE');
      return valeurDe(await modifierCompte(c.magasin, acte, req.params.identifiant, lu.data));
    },
  );

  app.post<{ Params: { identifiant: string } }>(
    '/api/comptes/:identifiant/actes',
    { bodyLimit: 1_000 },
    async (req): Promise<InvitationFaite | { compte: CompteMontre }> => {
      const acte = acteDe(req);
      const lu = acteCompteSchema.safeParse(req.body);
      if (!lu.success) throw new ErreurHttp('DEMANDE');
      const { identifiant } = req.params;
      if (lu.data.acte === 'INVITER') return invitation(acte, identifiant, lu.data.id);
      return { compte: valeurDe(await agirSurCompte(c.magasin, acte, identifiant, lu.data.acte)) };
    },
  );
};
