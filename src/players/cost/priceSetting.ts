import { readPriceSetting } from '../../ui/priceSetting';
import { type Prices, readPrices } from './prices';

/** The prices of the setting `agora.players.prices`. */
export function currentPrices(): Prices {
	return readPrices(readPriceSetting('players.prices'));
}
