import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { dateBreve } from '#shared/mots/dates';
import { pointFinal } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { Section } from '../../../_ui/section';
import { naissanceEnMots } from './naissance';

const CIVILITES: Record<Usager['civilite'], string> = { M: 'Monsieur', MME: 'Madame' };

/** Who, where, in which antenna since when. */
export const Identite = ({ usager: u, jour }: { usager: Usager; jour: DateCivile }) => (
  <Section titre="Identité">
    <dl className="usager__faits">
      <dt>Usager</dt>
      <dd>
        {CIVILITES[u.civilite]} {u.prenom} {u.nom}
      </dd>
      <dt>Naissance</dt>
      <dd>{naissanceEnMots(u.dateNaissance, jour)}</dd>
      <dt>Adresse</dt>
      <dd>
        {u.adresse}
        <br />
        {u.codePostal} {u.ville}
      </dd>
      <dt>{u.antennes.length > 1 ? 'Antennes' : 'Antenne'}</dt>
      <dd>
        {u.antennes.map(({ antenne, depuis }) => (
          <div key={depuis}>
            {libelleAntenne(antenne)}
            {depuis === DEPUIS_TOUJOURS ? '' : `, depuis le ${dateBreve(depuis, jour)}`}
          </div>
        ))}
      </dd>
      {u.gir ? (
        <>
          <dt>GIR</dt>
          <dd>{u.gir}</dd>
        </>
      ) : null}
      <dt>Dossier</dt>
      <dd>{u.id}</dd>
    </dl>
    {u.absentDepuis ? (
      <p className="usager__avis">
        {pointFinal(`Absent des fichiers de Millésime depuis le ${dateBreve(u.absentDepuis, jour)}`)}
      </p>
    ) : null}
  </Section>
);
