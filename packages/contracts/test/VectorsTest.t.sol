// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Parameters, Seed, SignedOrder, State, BlockSeeds} from "../src/interfaces/ConsensusTypes.sol";
import {CommitmentLib} from "../src/libraries/CommitmentLib.sol";
import {CommitteeLib} from "../src/libraries/CommitteeLib.sol";
import {DigestLib} from "../src/libraries/DigestLib.sol";
import {EpochWord} from "../src/libraries/EpochWordLib.sol";
import {MoneyLib} from "../src/libraries/MoneyLib.sol";
import {QuorumLib} from "../src/libraries/QuorumLib.sol";
import {RoundLib} from "../src/libraries/RoundLib.sol";
import {SealLib} from "../src/libraries/SealLib.sol";
import {SeatWord, seatWord} from "../src/libraries/SeatWordLib.sol";
import {Tally, TallyLib} from "../src/libraries/TallyLib.sol";
import {IS_APPEAL, newTaskWord, TaskWord} from "../src/libraries/TaskWordLib.sol";
import {Deployment} from "../src/protocol/Deployment.sol";
import {Tasks} from "../src/protocol/Tasks.sol";
import {Committee} from "../src/types/Committee.sol";
import {Digest} from "../src/types/Digest.sol";
import {ListId} from "../src/types/ListId.sol";
import {TaskId} from "../src/types/TaskId.sol";
import {Test} from "./support/Test.sol";

contract Clock {
    uint256 public genesis;
    uint256 public period;

    constructor(uint256 g, uint256 p) {
        (genesis, period) = (g, p);
    }
}

contract Harness is Tasks {
    constructor(Parameters memory p) Deployment(p) {}

    function setList(uint256[] memory lengths, uint256 firstSeat, uint256 class) external {
        EpochWord l = EpochWord.wrap(0);
        uint256 seat = firstSeat;
        for (uint256 c; c < 4; ++c) {
            l = l.put(c, lengths[c], 1);
            for (uint256 i; i < lengths[c] && c <= class; ++i) {
                uint256 key = (c << 16) | (i / 4);
                _places[ListId.wrap(0)][key] = _places[ListId.wrap(0)][key].put(i % 4, seat, 1);
                ++seat;
            }
        }
        _lists[ListId.wrap(0)].lengths = l;
    }

    function setGone(uint256 firstSeat, uint256 count, uint256 gone) external {
        for (uint256 p; p < count; ++p) {
            SeatWord w = seatWord(address(1), 1);
            if ((gone >> p) & 1 == 1) w = w.withTo(1);
            _seats[firstSeat + p] = w;
        }
    }

    function probe(bytes32 task, bytes32 entropy, uint256 size, uint256 share, uint256[] memory excluded)
        external
        returns (uint256 committee, uint256 found)
    {
        TaskWord t = newTaskWord(Seed.Block, IS_APPEAL, size, share, 2 * EPOCH, 1, 0);
        Committee c = Committee.wrap(0);
        for (uint256 m; m < 15; ++m) {
            c = CommitteeLib.withSeat(c, m, excluded[m]);
        }
        _excluded[TaskId.wrap(task)] = c;
        Committee drawn;
        (drawn, found) = _probe(TaskId.wrap(task), t, ListId.wrap(0), entropy);
        committee = Committee.unwrap(drawn);
    }

    function startsAt(Seed seed, uint256 addedAt) external view returns (uint256 s, uint256 c, uint256 r, uint256 d) {
        TaskWord t = newTaskWord(seed, 0, 3, 1, addedAt, 1, 0);
        return (_startsAt(t), _commitEnd(t), _revealEnd(t), _deadAt(t));
    }

    function roundFor(uint256 addedAt) external view returns (uint64) {
        return _roundFor(addedAt);
    }

    function classOf(uint256 share) external view returns (uint256) {
        return _classOf(share);
    }

    function priceOf(uint256 class) external view returns (uint256) {
        return _priceOf(class);
    }

    function taskIdOf(address requester, Order memory order) external view returns (TaskId) {
        return _taskId(requester, order);
    }

    function listIdOf(Digest model, address author, uint16 bps) external pure returns (ListId) {
        return _listId(model, author, bps);
    }

    function vote(TaskId t, Digest o, bytes32 s) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.vote(t, o, s));
    }

    function ack(TaskId t, bytes32 s) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.acknowledgement(t, s));
    }

    function signer(uint16 seat, address owner, uint256 epoch) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.signer(seat, owner, epoch));
    }

    function orderDigest_(SignedOrder calldata o) external view returns (bytes32) {
        return _hashTypedDataV4(DigestLib.order(o));
    }
}

contract VectorsTest is Test {
    using TallyLib for Tally;
    string private _json;

    function params(address beacon) private pure returns (Parameters memory p) {
        p.unit = 1;
        p.bond = 1_000_000;
        p.minimumShare = 100;
        p.slashBps = 1_000;
        p.maximumSeats = 100;
        p.epoch = 1_000_000;
        p.commitWindow = 10;
        p.revealWindow = 10;
        p.proofWindow = 10;
        p.appealWindow = 10;
        p.unbondingPeriod = 100_000_000;
        p.beacon = beacon;
        p.outage = 1_000_000;
        p.treasury = address(1);
        p.sink = address(2);
    }

    function harness() private returns (Harness) {
        return new Harness(params(address(new Clock(0, 3))));
    }

    function order(uint256 i) private view returns (Order memory o) {
        o.model = Digest.wrap(digests(".model")[i]);
        o.author = addresses(".author")[i];
        o.authorBps = uint16(numbers(".authorBps")[i]);
        o.prompt = Digest.wrap(digests(".prompt")[i]);
        o.committeeSize = uint8(numbers(".committeeSize")[i]);
        o.share = uint64(numbers(".share")[i]);
        o.roundTip = uint32(numbers(".roundTip")[i]);
        o.minimumPlaces = uint16(numbers(".minimumPlaces")[i]);
        o.seed = Seed(numbers(".seed")[i]);
        o.nonce = uint64(numbers(".nonce")[i]);
    }

    /// The harness, as if it stood at the case's address.
    function there_(uint256 i, Harness h) private returns (Harness there) {
        vm.chainId(numbers(".chainId")[i]);
        address a = addresses(".consensus")[i];
        vm.etch(a, address(h).code);
        there = Harness(payable(a));
    }

    function test_ids() public {
        Harness h = harness();
        load("list-ids");
        for (uint256 i; i < numbers(".authorBps").length; ++i) {
            assertEq(
                ListId.unwrap(
                    h.listIdOf(
                        Digest.wrap(digests(".model")[i]), addresses(".author")[i], uint16(numbers(".authorBps")[i])
                    )
                ),
                digests(".listId")[i],
                "list"
            );
        }
        load("task-ids");
        for (uint256 i; i < numbers(".authorBps").length; ++i) {
            assertEq(
                TaskId.unwrap(there_(i, h).taskIdOf(addresses(".requester")[i], order(i))),
                digests(".taskId")[i],
                "task"
            );
        }
        load("commitments");
        for (uint256 i; i < numbers(".seat").length; ++i) {
            assertEq(
                CommitmentLib.commitmentOf(
                    TaskId.wrap(digests(".task")[i]),
                    uint16(numbers(".seat")[i]),
                    Digest.wrap(digests(".output")[i]),
                    digests(".salt")[i]
                ),
                digests(".commitment")[i],
                "commitment"
            );
        }
    }

    function test_digests() public {
        Harness h = harness();
        load("votes");
        for (uint256 i; i < numbers(".chainId").length; ++i) {
            assertEq(
                there_(i, h)
                    .vote(TaskId.wrap(digests(".task")[i]), Digest.wrap(digests(".output")[i]), digests(".seal")[i]),
                digests(".digest")[i],
                "vote"
            );
        }
        load("acknowledgements");
        for (uint256 i; i < numbers(".chainId").length; ++i) {
            assertEq(
                there_(i, h).ack(TaskId.wrap(digests(".task")[i]), digests(".seal")[i]), digests(".digest")[i], "ack"
            );
        }
        load("signers");
        for (uint256 i; i < numbers(".chainId").length; ++i) {
            assertEq(
                there_(i, h).signer(uint16(numbers(".seat")[i]), addresses(".owner")[i], numbers(".epoch")[i]),
                digests(".digest")[i],
                "signer"
            );
        }
        load("signed-orders");
        for (uint256 i; i < numbers(".chainId").length; ++i) {
            SignedOrder memory s = SignedOrder(
                order(i),
                addresses(".payer")[i],
                addresses(".submitter")[i],
                uint64(numbers(".tip")[i]),
                uint64(numbers(".deadline")[i]),
                ""
            );
            assertEq(there_(i, h).orderDigest_(s), digests(".digest")[i], "order");
        }
        load("seals");
        for (uint256 i; i < numbers(".committeeSize").length; ++i) {
            bytes32[] memory c = new bytes32[](numbers(".committeeSize")[i]);
            for (uint256 m; m < c.length; ++m) {
                c[m] = digests(".commitments")[15 * i + m];
            }
            assertEq(SealLib.sealOf(c), digests(".seal")[i], "seal");
        }
    }

    function test_tallies() public {
        load("quorums");
        for (uint256 i; i < numbers(".quorum").length; ++i) {
            assertEq(QuorumLib.quorum(numbers(".committeeSize")[i]), numbers(".quorum")[i], "quorum");
        }
        load("tallies");
        uint256[] memory sizes = numbers(".committeeSize");
        bytes32[] memory all = digests(".outputs");
        for (uint256 i; i < sizes.length; ++i) {
            Tally memory tally;
            for (uint256 m; m < sizes[i]; ++m) {
                if (all[15 * i + m] != 0) tally.add(Digest.wrap(all[15 * i + m]), uint16(1 << m));
            }
            (Digest output, uint16 winners) = tally.decide(QuorumLib.quorum(sizes[i]));
            assertEq(winners, numbers(".winners")[i], "winners");
            if (vm.parseJsonBoolArray(_json, ".decided")[i]) {
                assertEq(Digest.unwrap(output), digests(".output")[i], "output");
            }
        }
    }

    function test_draws() public {
        load("draws");
        uint256 count = numbers(".committeeSize").length;
        for (uint256 i; i < count; ++i) {
            this.checkDraw(i);
        }
    }

    function checkDraw(uint256 i) external {
        load("draws");
        Harness h = harness();
        uint256 size = numbers(".committeeSize")[i];
        uint256 class = numbers(".class")[i];
        uint256 first = numbers(".firstSeat")[i];
        uint256 count;
        uint256[] memory all = numbers(".lengths");
        uint256[] memory lengths = new uint256[](4);
        for (uint256 c; c < 4; ++c) {
            lengths[c] = all[4 * i + c];
            if (c <= class) count += lengths[c];
        }
        h.setList(lengths, first, class);
        h.setGone(first, count, numbers(".gone")[i]);
        all = numbers(".excluded");
        uint256[] memory excluded = new uint256[](15);
        for (uint256 m; m < 15; ++m) {
            excluded[m] = all[15 * i + m];
        }
        (uint256 committee, uint256 found) =
            h.probe(digests(".task")[i], digests(".entropy")[i], size, h.priceOf(class), excluded);
        bool filled = vm.parseJsonBoolArray(_json, ".filled")[i];
        assertEq(found == size ? 1 : 0, filled ? 1 : 0, "filled");
        if (filled) assertEq(committee, numbers(".committee")[i], "committee");
    }

    function test_phases() public {
        load("phases");
        uint256[] memory added = numbers(".addedAt");
        for (uint256 i; i < added.length; ++i) {
            uint256 g = numbers(".genesis")[i];
            uint256 per = numbers(".period")[i];
            Parameters memory p = params(address(new Clock(g, per)));
            p.seedDelay = uint32(numbers(".seedDelay")[i]);
            p.commitWindow = uint32(numbers(".commitWindow")[i]);
            p.revealWindow = uint32(numbers(".revealWindow")[i]);
            p.proofWindow = uint32(numbers(".proofWindow")[i]);
            if (p.proofWindow < p.revealWindow) vm.assertLe(0, 1, "");
            assertEq(RoundLib.roundAt(added[i], g, per), numbers(".roundAt")[i], "roundAt");
            if (p.proofWindow < p.revealWindow) continue;
            Harness h = new Harness(p);
            bool isBlock = numbers(".seed")[i] == 1;
            if (!isBlock) assertEq(h.roundFor(added[i]), numbers(".round")[i], "round");
            (uint256 s, uint256 c, uint256 r, uint256 d) = h.startsAt(Seed(numbers(".seed")[i]), added[i]);
            assertEq(s, numbers(".startsAt")[i], "s");
            assertEq(c, numbers(".commitEnd")[i], "c");
            assertEq(r, numbers(".revealEnd")[i], "r");
            assertEq(d, numbers(".deadAt")[i], "d");
        }
    }

    function test_amounts() public {
        load("amounts");
        uint256[] memory bonds = numbers(".bond");
        for (uint256 i; i < bonds.length; ++i) {
            Parameters memory p = params(address(new Clock(0, 3)));
            uint256 min = numbers(".minimumShare")[i];
            uint256 share = numbers(".share")[i];
            uint256 hard = numbers(".hardSlash")[i];
            (p.bond, p.minimumShare, p.slashBps) = (uint64(bonds[i]), uint64(min), uint16(numbers(".slashBps")[i]));
            Harness h = new Harness(p);
            assertEq(MoneyLib.part(bonds[i], p.slashBps), hard, "hard");
            assertEq(h.classOf(share), numbers(".class")[i], "class");
            for (uint256 c; c < 4; ++c) {
                assertEq(h.priceOf(c), numbers(".prices")[4 * i + c], "price");
            }
            assertEq(MoneyLib.softSlash(min), numbers(".softSlash")[i], "soft");
            assertEq(MoneyLib.lieCost(hard, share, min), numbers(".lieCost")[i], "lie");
            assertEq(MoneyLib.kept(min, numbers(".committeeSize")[i]), numbers(".kept")[i], "kept");
            assertEq(MoneyLib.bounty(numbers(".slashed")[i], min), numbers(".bounty")[i], "bounty");
            assertEq(MoneyLib.entranceFee(bonds[i], numbers(".fullEpochs")[i]), numbers(".entranceFee")[i], "entrance");
            assertEq(MoneyLib.appealDeposit(bonds[i], numbers(".winners")[i]), numbers(".appealDeposit")[i], "deposit");
            assertEq(MoneyLib.part(numbers(".rewards")[i], numbers(".protocolFeeBps")[i]), numbers(".cut")[i], "cut");
            assertEq(
                MoneyLib.part(numbers(".rewards")[i], numbers(".authorBps")[i]), numbers(".authorPart")[i], "author"
            );
        }
    }

    function load(string memory name) private {
        _json = vm.readFile(string.concat("test/vectors/", name, ".json"));
    }

    function numbers(string memory key) private view returns (uint256[] memory c) {
        c = vm.parseJsonUintArray(_json, key);
        assertGt(c.length, 0, key);
    }

    function digests(string memory key) private view returns (bytes32[] memory c) {
        c = vm.parseJsonBytes32Array(_json, key);
    }

    function addresses(string memory key) private view returns (address[] memory) {
        return vm.parseJsonAddressArray(_json, key);
    }
}
