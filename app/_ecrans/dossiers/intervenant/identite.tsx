'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateBreve } from '#shared/mots/dates';
import { nomComplet, pointFinal } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { Section } from '../../../_ui/section';
import { ChangerCode } from '../usager/changer-code';
import { TelephoneAide } from './telephone-aide';

const CIVILITES: Record<Intervenant['civilite'], string> = { M: 'Monsieur', MME: 'Madame' };

const dates = (i: Intervenant, jour: DateCivile): string => {
  const debut = dateBreve(i.dateDebut, jour);
  if (i.dateDebut > jour) return `arrive le ${debut}`;
  if (i.dateFin === undefined) return `depuis le ${debut}`;
  return i.dateFin < jour
    ? `du ${debut} au ${dateBreve(i.dateFin, jour)} : n’est plus en activité`
    : `du ${debut} au ${dateBreve(i.dateFin, jour)}`;
};

/** Who, in which antenna, since when; her code only on request, for someone may be looking over the shoulder. */
export const Identite = ({ intervenant: i, jour }: { intervenant: Intervenant; jour: DateCivile }) => {
  const [montre, setMontre] = useState(false);
  return (
    <Section titre="Identité">
      <dl className="usager__faits">
        <dt>Aide</dt>
        <dd>
          {CIVILITES[i.civilite]} {i.prenom} {i.nom}
        </dd>
        <dt>Antenne</dt>
        <dd>
          {libelleAntenne(i.antenne)}
          {i.adresseAntenne ? <div className="discret">{i.adresseAntenne}</div> : null}
        </dd>
        <dt>En activité</dt>
        <dd>{dates(i, jour)}</dd>
        <dt>Dossier</dt>
        <dd>{i.id}</dd>
        <dt>Téléphone</dt>
        <dd data-testid="telephone-aide">
          <TelephoneAide intervenant={i} />
        </dd>
        <dt>Code d’aide</dt>
        <dd>
          <ChangerCode
            taille="compact-xs"
            adresse={`/api/intervenants/${encodeURIComponent(i.id)}/code`}
            explication={`Un nouveau code à cinq chiffres est tiré pour ${nomComplet(i)} : personne ne le lui envoie, donnez-le-lui. L’ancien ne servira plus dès maintenant, même s’il est encore dans les fichiers de Millésime.`}
            ensuite="Donnez-lui le nouveau, et mettez-le dans Millésime."
            avant={
              <>
                <span aria-live="polite" data-testid="code-aide" className="num">
                  {montre ? i.codeSvi : '•••••'}
                </span>
                <Button size="compact-xs" variant="default" aria-pressed={montre} onClick={() => setMontre((m) => !m)}>
                  {montre ? 'Cacher le code' : 'Afficher le code'}
                </Button>
              </>
            }
          />
        </dd>
      </dl>
      {i.absentDepuis ? (
        <p className="usager__avis">
          {pointFinal(`Absente des fichiers de Millésime depuis le ${dateBreve(i.absentDepuis, jour)}`)}
        </p>
      ) : null}
    </Section>
  );
};
