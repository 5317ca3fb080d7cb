import { expect, it } from 'vitest';
import { suivreControle } from './suivre-controle';

/** The browser's container of service workers, as far as it is used here. */
class Service extends EventTarget {
  controller: ServiceWorker | null = null;
  prendre(par: string | null): void {
    this.controller = par as unknown as ServiceWorker | null;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

const ouvrir = (servieDAbord: boolean) => {
  const service = new Service();
  if (servieDAbord) service.controller = {} as ServiceWorker;
  const rechargements = { n: 0 };
  const controle = suivreControle(service as unknown as ServiceWorkerContainer, () => {
    rechargements.n += 1;
  });
  return { service, controle, rechargements };
};

it('the first version of all takes the page that installed it, which goes on as it is', () => {
  const { service, rechargements } = ouvrir(false);
  service.prendre('v1');
  expect(rechargements.n).toBe(0);
});

it('the page that installed it reloads at the next version, as the others do', () => {
  const { service, controle, rechargements } = ouvrir(false);
  service.prendre('v1');
  controle.demander();
  service.prendre('v2');
  expect(rechargements.n).toBe(1);
  const autre = ouvrir(false);
  autre.service.prendre('v1');
  // Asked for in another tab.
  autre.service.prendre('v2');
  expect(autre.rechargements.n).toBe(1);
});

it('a page that asks for the version that waits reloads, whatever served it before', () => {
  const { service, controle, rechargements } = ouvrir(false);
  controle.demander();
  service.prendre('v2');
  expect(rechargements.n).toBe(1);
});

it('a page that was served reloads at each version; none left to reload from, it stays', () => {
  const { service, controle, rechargements } = ouvrir(true);
  service.prendre(null);
  expect(rechargements.n).toBe(0);
  service.prendre('v2');
  expect(rechargements.n).toBe(1);
  controle.cesser();
  service.prendre('v3');
  expect(rechargements.n).toBe(1);
});
