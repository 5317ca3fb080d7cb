import {
  type Nouveautes,
  nouveautesSchema,
  type RegistreVersions,
  registreVersionsSchema,
} from '#shared/contrats/exploitation/nouveautes';
import { suivi } from '../acces/etat';
import { appeler, envoyer } from '../serveur/api';

export const lireNouveautes = async (): Promise<Nouveautes> =>
  nouveautesSchema.parse(await suivi(appeler('/api/nouveautes')));
export const acquitterVersion = async (version: string): Promise<Nouveautes> =>
  nouveautesSchema.parse(await suivi(envoyer('/api/nouveautes', { version })));
export const lireRegistreVersions = async (): Promise<RegistreVersions> =>
  registreVersionsSchema.parse(await suivi(appeler('/api/nouveautes/registre')));
