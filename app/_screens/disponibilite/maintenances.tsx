import { Button, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { annonceMaintenance } from '#shared/domain/disponibilite/maintenance';
import { plageEnMots } from '#shared/domain/releve/mots';
import { instantsDeLocal } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { declarerMaintenance } from '../../_data/disponibilite';
import { useMaintenant } from '../../_data/hooks';
import { useService } from '../../_data/service';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { useAction } from '../compte/appeler';

/** The clock in Paris, as it is typed. */
const instantTape = (v: FormDataEntryValue | null): Instant | undefined => instantsDeLocal(`${String(v ?? '')}:00`)[0];

const Declarer = () => {
  const { refus, enCours, faire } = useAction();
  const [manque, setManque] = useState<Partial<Record<'debut' | 'fin' | 'motif', string>>>({});
  const soumettre = (ev: FormEvent<HTMLFormElement>): void => {
    ev.preventDefault();
    const formulaire = ev.currentTarget;
    const d = new FormData(formulaire);
    const [debut, fin, motif] = [instantTape(d.get('debut')), instantTape(d.get('fin')), String(d.get('motif')).trim()];
    setManque({
      ...(debut ? {} : { debut: 'Donnez le jour et l’heure du début.' }),
      ...(fin ? {} : { fin: 'Donnez le jour et l’heure de la fin.' }),
      ...(motif ? {} : { motif: 'Dites ce qui sera fait.' }),
    });
    if (!debut || !fin || motif === '') return;
    void faire(
      () => declarerMaintenance({ debut, fin, motif }),
      () => formulaire.reset(),
    );
  };
  return (
    <form className="dispo__declarer" onSubmit={soumettre} noValidate>
      <TextInput name="debut" type="datetime-local" label="Début (heure de Paris)" size="xs" error={manque.debut} />
      <TextInput name="fin" type="datetime-local" label="Fin" size="xs" error={manque.fin} />
      <TextInput name="motif" label="Ce qui sera fait" size="xs" maxLength={200} error={manque.motif} />
      <Button type="submit" size="xs" loading={enCours}>
        Annoncer
      </Button>
      <ErreurFormulaire message={refus?.message} />
    </form>
  );
};

/** Planned work: told to all, declared by who runs the service, never within the hours of service. */
export const MaintenancesPrevues = ({ peutDeclarer }: { peutDeclarer: boolean }) => {
  const maintenant = useMaintenant();
  const prevues = useService()?.maintenances ?? [];
  const { refus, enCours, faire } = useAction();
  return (
    <>
      <Title order={2}>Maintenances prévues</Title>
      {prevues.length === 0 ? <p className="dispo__note">Aucune. Elles se font hors des heures de service.</p> : null}
      <ul className="dispo__maintenances">
        {prevues.map((m) => (
          <li key={m.debut}>
            <span>
              {plageEnMots(m.debut, m.fin)} : {m.motif}
              {annonceMaintenance(m, maintenant) ? '' : ' (sera annoncée la semaine qui précède)'}
            </span>
            {peutDeclarer && m.debut > maintenant ? (
              <Button
                size="compact-xs"
                variant="default"
                disabled={enCours}
                onClick={() => void faire(() => declarerMaintenance({ ...m, annule: true }))}
              >
                Retirer
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ErreurFormulaire message={refus?.message} />
      {peutDeclarer ? <Declarer /> : null}
    </>
  );
};
