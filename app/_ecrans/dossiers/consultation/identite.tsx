import type { ConsultationUsager } from '#shared/contrats/dossiers/consultation';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateBreve, duree } from '#shared/mots/dates';
import { telephone } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { naissanceEnMots } from '../usager/naissance';
import { recueLe } from '../usager/versions-prise';

type Lu = Pick<ConsultationUsager, 'usager' | 'financeurs'> & { jour: DateCivile };

/** Who, where, and what is paid by whom: dates as the usager's file says them. */
export const IdentiteConsultee = ({ usager: u, financeurs, jour }: Lu) => (
  <dl className="compte__identite">
    <dt>Né(e) le</dt>
    <dd>{naissanceEnMots(u.dateNaissance, jour)}</dd>
    <dt>Adresse</dt>
    <dd>
      {u.adresse}, {u.codePostal} {u.ville}
    </dd>
    <dt>Téléphone</dt>
    <dd>{u.telephones.map(telephone).join(', ') || 'aucun'}</dd>
    <dt>GIR</dt>
    <dd>{u.gir ?? 'non renseigné'}</dd>
    <dt>Antennes</dt>
    <dd>
      {u.antennes
        .map((a, n) =>
          n === 0 ? libelleAntenne(a.antenne) : `${libelleAntenne(a.antenne)} depuis le ${dateBreve(a.depuis, jour)}`,
        )
        .join(', puis ')}
    </dd>
    {u.prisesEnCharge.map((p) => (
      <div key={`${p.numero}${p.dateDebut}`} className="consultation__prise">
        <dt>Prise en charge {p.numero}</dt>
        <dd>
          {financeurs[p.codeFinanceur] ?? p.codeFinanceur}, du {dateBreve(p.dateDebut, jour)}{' '}
          {p.dateFin ? `au ${dateBreve(p.dateFin, jour)}` : 'sans fin'}
          {p.minutesMax === undefined ? '' : `, ${duree(p.minutesMax)} par mois au plus`}
          {p.recuLe === undefined ? '' : `, ${recueLe(p, jour)}`}
        </dd>
      </div>
    ))}
  </dl>
);
