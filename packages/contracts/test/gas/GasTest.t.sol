// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Acknowledgement,
    Order,
    Seed,
    Settlement,
    SignedOrder,
    State,
    Terms
} from "../../src/interfaces/ConsensusTypes.sol";
import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Network} from "../Network.sol";

/// @notice What transactions cost, whole and by themselves (21,000 and calldata included), recorded in snapshots/.
/// @dev Run by `npm run gas`: only with `--isolate` is each call a transaction of its own. The nodes and the requester
/// have been active before, as they usually have.
contract GasTest is Network {
    uint256 private constant BATCH = 10;
    uint256 private constant PAYER_KEY = 77;
    string private constant GROUP = "Consensus";

    address private immutable PAYER = vm.addr(PAYER_KEY);

    function seatsAtStart() internal pure override returns (uint256) {
        return 1_000;
    }

    /// @dev What stands before a test would change what is measured.
    function checkAfterEach() internal override {}

    function setUp() public override {
        super.setUp();
        settled(ask(5));
        // What is owed to the sink and to who submits is not zero, as it hardly ever is.
        settled(ask(7), outputsWith(7, 1, UNAVAILABLE));
    }

    /* WHOLE TASKS */

    function test_gas_lane1() public {
        for (uint8 size = 3; size <= 15; size += 2) {
            uint256 total;
            for (uint256 i; i < BATCH; ++i) {
                total += wholeSettlement(size);
            }
            vm.snapshotValue("Lane1", vm.toString(size), total / BATCH);
        }
    }

    function test_gas_lane1Batch() public {
        for (uint8 size = 3; size <= 15; size += 2) {
            vm.snapshotValue("Lane1Batch", vm.toString(size), wholeBatch(size) / BATCH);
        }
    }

    function test_gas_ordersBatch() public {
        payingPrank(STRANGER, 1e15);
        consensus.deposit{value: valueOf(1e15)}(PAYER, 1e15);
        orderedBatch(3);
        for (uint8 size = 3; size <= 15; size += 2) {
            vm.snapshotValue("OrdersBatch", vm.toString(size), orderedBatch(size) / BATCH);
        }
    }

    function test_gas_lane2() public {
        for (uint8 size = 3; size <= 15; size += 2) {
            vm.snapshotValue("Lane2", vm.toString(size), wholeTask(size));
        }
    }

    function wholeSettlement(uint8 size) private returns (uint256 total) {
        Order memory order = orderOf(size);
        payingPrank(REQUESTER, feeOf(order));
        consensus.addTask{value: valueOf(feeOf(order))}(order);
        total = transactionGas();
        Terms memory terms = Terms(REQUESTER, order);
        start(terms);
        Settlement memory s = settlementOf(terms, TRUTH);
        consensus.settle(s);
        total += transactionGas();
        assertState(terms, State.Decided);
    }

    function wholeBatch(uint8 size) private returns (uint256 total) {
        Order[] memory orders = new Order[](BATCH);
        uint256 fees;
        for (uint256 i; i < BATCH; ++i) {
            orders[i] = orderOf(size);
            fees += feeOf(orders[i]);
        }
        payingPrank(REQUESTER, fees);
        consensus.addTasks{value: valueOf(fees)}(orders);
        total = transactionGas();
        total += settleMany(REQUESTER, orders);
    }

    function orderedBatch(uint8 size) private returns (uint256 total) {
        Order[] memory orders = new Order[](BATCH);
        SignedOrder[] memory signed = new SignedOrder[](BATCH);
        for (uint256 i; i < BATCH; ++i) {
            orders[i] = orderOf(size);
            signed[i] = SignedOrder(orders[i], PAYER, address(0), 1_000, type(uint64).max, "");
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, consensus.orderDigest(signed[i]));
            signed[i].signature = abi.encodePacked(r, s, v);
        }
        TaskId[] memory tasks = consensus.submitOrders(signed);
        total = transactionGas();
        assertTrue(!tasks[BATCH - 1].isNone(), "added");
        total += settleMany(PAYER, orders);
    }

    function settleMany(address requester, Order[] memory orders) private returns (uint256) {
        Settlement[] memory settlements = new Settlement[](orders.length);
        start(Terms(requester, orders[0]));
        for (uint256 i; i < orders.length; ++i) {
            settlements[i] = settlementOf(Terms(requester, orders[i]), TRUTH);
        }
        consensus.settleMany(settlements);
        uint256 gas = transactionGas();
        for (uint256 i; i < orders.length; ++i) {
            assertState(Terms(requester, orders[i]), State.Decided);
        }
        return gas;
    }

    function wholeTask(uint8 size) private returns (uint256 total) {
        Order memory order = orderOf(size);
        payingPrank(REQUESTER, feeOf(order));
        consensus.addTask{value: valueOf(feeOf(order))}(order);
        total = record(size, "addTask");
        Terms memory terms = Terms(REQUESTER, order);
        start(terms);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        bytes32 commitment = consensus.commitmentOf(task, seats[0], TRUTH, saltOf(task, 0));
        vm.prank(consensus.getSeat(seats[0]).signer);
        consensus.drawAndCommit(terms, 0, commitment);
        total += record(size, "drawAndCommit");
        for (uint8 member = 1; member < size; ++member) {
            commit(task, seats[member], member, TRUTH);
            total += record(size, "commit");
        }
        for (uint8 member; member < size; ++member) {
            consensus.reveal(task, member, TRUTH, saltOf(task, member));
            total += record(size, string.concat("reveal, member ", vm.toString(member)));
        }
        assertState(terms, State.Decided);
    }

    /* PLACES */

    function test_gas_places() public {
        uint16 seat = join(2_000);
        snapshot("join");
        offer(seat, 0);
        snapshot("offer");
        address signer = consensus.getSeat(5).signer;
        vm.prank(signer);
        consensus.reprice(5, 1);
        snapshot("reprice");
        vm.prank(consensus.getSeat(9).signer);
        consensus.withdrawOffer(9);
        snapshot("withdrawOffer");
        vm.prank(consensus.getSeat(30).signer);
        consensus.exit(30);
        snapshot("exit");
    }

    function test_gas_prune() public {
        uint16[] memory seats = ejected();
        consensus.prune(seats[0]);
        snapshot("prune, first bounty");
        consensus.prune(seats[1]);
        snapshot("prune");
    }

    /// @dev A committee that an appeal overturned.
    function ejected() private returns (uint16[] memory seats) {
        Terms memory terms = ask(3);
        seats = seatsOf(terms);
        settled(terms, outputsOf(3, LIE));
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        start(appealTerms);
        settled(appealTerms);
        consensus.conclude(idOf(terms), committee);
        assertTrue(consensus.getSeat(seats[0]).to != 0, "ejected");
    }

    /* SINGLE CALLS */

    function test_gas_settleWithoutAll() public {
        Terms memory terms = ask(7);
        Settlement memory s = settlementOf(terms, outputsOf(7, TRUTH), 0x1f);
        Committee committee = committeeOf(terms);
        consensus.settle(s);
        snapshot("settle, 5 votes of 7");
        consensus.addVote(lateVoteOf(terms, committee, outputsOf(7, TRUTH), 6));
        snapshot("addVote");
        consensus.punish(contradictionOf(terms, committee, 5, LIE));
        snapshot("punish");
        vm.warp(deadAt(terms));
        Terms memory other = ask(7);
        committee = committeeOf(other);
        consensus.settle(settlementOf(other, outputsOf(7, TRUTH), 0x1f));
        vm.warp(deadAt(other));
        consensus.close(idOf(other), committee);
        snapshot("close, two left out");
    }

    function test_gas_settleSlashing() public {
        Terms memory terms = ask(15);
        Digest[] memory outputs = outputsOf(15, TRUTH);
        for (uint256 member; member < 5; ++member) {
            outputs[member] = Digest.wrap(keccak256(abi.encode("lie", member)));
        }
        consensus.settle(settlementOf(terms, outputs));
        assertLt(transactionGas(), 2_000_000, "most work in one settlement");
        snapshot("settle, 15 votes, five slashed for five lies");
    }

    function test_gas_convene() public {
        Terms memory terms = ask(7);
        bytes32[] memory commitments = commitmentsOf(idOf(terms), seatsOf(terms), outputsOf(7, TRUTH));
        Acknowledgement[] memory acknowledgements = acknowledgementsOf(terms, commitments, BitmapLib.all(5));
        consensus.convene(terms, commitments, acknowledgements);
        snapshot("convene, 5 of 7");
    }

    function test_gas_appeal() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        uint64 share = consensus.priceOf(3);
        (uint64 deposit, uint8 size) = consensus.appealTermsOf(terms);
        uint256 amount = uint256(share) * size + deposit;
        Order memory order = orderOf(size);
        (order.share, order.seed) = (share, Seed.Beacon);
        payingPrank(STRANGER, amount);
        consensus.appeal{value: valueOf(amount)}(terms, committee, share, 0, order.nonce);
        snapshot("appeal");
        Terms memory appealTerms = Terms(STRANGER, order);
        start(appealTerms);
        consensus.settle(settlementOf(appealTerms, LIE));
        consensus.conclude(idOf(terms), committee);
        snapshot("conclude, overturned, committee of 7");
    }

    function snapshot(string memory name) private {
        vm.snapshotValue(GROUP, name, transactionGas());
    }

    function record(uint8 size, string memory name) private returns (uint256 gas) {
        gas = transactionGas();
        if (size == 5) vm.snapshotValue(GROUP, string.concat(name, ", committee of 5"), gas);
    }

    function transactionGas() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }
}
