import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A port of its own that leads to another one, connection by connection, so that several hosts can be one server. */
export class Gate {
	readonly #target: number;
	readonly #sockets = new Set<Socket>();
	#server: Server | undefined;
	#port = 0;

	private constructor(target: number) {
		this.#target = target;
	}

	static async to(url: string): Promise<Gate> {
		const gate = new Gate(Number(new URL(url).port));
		await gate.open();
		return gate;
	}

	get url(): URL {
		return new URL(`http://127.0.0.1:${this.#port}`);
	}

	async open(): Promise<void> {
		const server = createServer({ allowHalfOpen: true }, (client) => this.#lead(client));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.#port, '127.0.0.1', resolve);
		});
		this.#server = server;
		this.#port = (server.address() as AddressInfo).port;
	}

	/** Connections are refused until it is opened again. */
	async close(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		for (const socket of this.#sockets) {
			socket.destroy();
		}
		await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
	}

	#lead(client: Socket): void {
		const server = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true });
		this.#join(client, server);
		this.#join(server, client);
	}

	/** What comes from one side goes to the other, its end and its reset too. */
	#join(from: Socket, to: Socket): void {
		this.#sockets.add(from);
		from.pipe(to);
		from.on('error', () => to.resetAndDestroy());
		from.on('close', () => {
			this.#sockets.delete(from);
			to.destroySoon();
		});
	}
}
