// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice What transactions cost, whole and by themselves (21,000 and calldata included), recorded in snapshots/.
/// @dev Run by `npm run gas`: only with `--isolate` is each call a transaction of its own. The nodes and the requester
/// have been active before, as they usually have.
contract GasTest is BaseTest {
    /// @dev What the contract that this project started from took for a task of 2, 3 and 5 votes.
    uint256 private constant SEED_OF_TWO = 1_146_463;
    uint256 private constant SEED_OF_THREE = 1_389_913;
    uint256 private constant SEED_OF_FIVE = 1_876_819;

    uint256 private constant FIRST_SEAT = 2;
    uint256 private constant ALL_SEATS = 64;
    uint256 private constant BATCH = 10;

    string private constant GROUP = "Consensus";

    /// @dev As many as the first trial of the design had: a batch finds fewer of them warm than among a few.
    function setUp() public override {
        super.setUp();
        for (uint256 i = SEATS; i < ALL_SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        settledTask(5, minimumFee(5));
    }

    /// @dev What stands before a test would change what is measured.
    function checkAfterEach() internal override {}

    function test_gas_lane1() public {
        for (uint8 size = 3; size <= 15; size += 2) {
            vm.snapshotValue("Lane1", vm.toString(size), averageSettlement(size));
        }
    }

    function test_gas_lane1Batch() public {
        for (uint8 size = 3; size <= 15; size += 2) {
            vm.snapshotValue("Lane1Batch", vm.toString(size), wholeBatch(size) / BATCH);
        }
    }

    function test_gas_lane2() public {
        uint256[16] memory total;
        for (uint8 size = 3; size <= 15; size += 2) {
            total[size] = wholeTask(size);
            vm.snapshotValue("Lane2", vm.toString(size), total[size]);
        }
        assertLt(total[3], SEED_OF_TWO, "less than the seed with two votes");
        assertLt(total[5], SEED_OF_THREE, "less than the seed with three votes");
        assertLt(total[7], SEED_OF_FIVE, "less than the seed with five votes");
    }

    function test_gas_settleWithoutAll() public {
        bytes32 task = sealedTask(7);
        Settlement memory settlement = settlementOf(task, outputsOf(7, TRUTH), 0x1f);
        vm.prank(REQUESTER);
        consensus.settle(settlement);
        vm.snapshotValue(GROUP, "settle, 5 votes of 7", transactionGas());
    }

    function test_gas_settleSlashing() public {
        bytes32 task = sealedTask(15);
        bytes32[] memory outputs = outputsOf(15, TRUTH);
        for (uint256 member; member < 5; ++member) {
            outputs[member] = keccak256(abi.encode("lie", member));
        }
        consensus.settle(settlementOf(task, outputs));
        uint256 gas = transactionGas();
        vm.snapshotValue(GROUP, "settle, 15 votes, five slashed for five lies", gas);
        assertLt(gas, 2_000_000, "most work in one settlement");
    }

    function test_gas_punish() public {
        bytes32 task = sealedTask(7);
        Settlement memory settlement = settlementOf(task, outputsOf(7, TRUTH), 0x1f);
        vm.prank(REQUESTER);
        consensus.settle(settlement);
        consensus.punish(contradiction(task, 6, LIE));
        vm.snapshotValue(GROUP, "punish", transactionGas());
    }

    function test_gas_appeal() public {
        bytes32 task = settledTask(7, minimumFee(7));
        bytes32 appealTask = appeal(task, nextNonce - 1);
        vm.snapshotValue(GROUP, "appeal", transactionGas());
        nextBlock();
        consensus.settle(settlementOf(appealTask, LIE));
        consensus.overturn(task);
        vm.snapshotValue(GROUP, "overturn, committee of 7", transactionGas());
    }

    /// @dev Most work in one transaction: the first commit draws fifteen, the last reveal pays ten and slashes five.
    function test_gas_worstCase() public {
        bytes32 task = sealedTask(15, maximumFee(15));
        commit(task, 0, TRUTH);
        uint256 first = transactionGas();
        commitAll(task, 1, 10, TRUTH);
        commitAll(task, 10, 15, LIE);
        revealAll(task, 10, 15, LIE);
        revealAll(task, 0, 10, TRUTH);
        uint256 last = transactionGas();
        assertState(task, State.Decided);
        vm.snapshotValue(GROUP, "commit, first of 15", first);
        vm.snapshotValue(GROUP, "reveal, last of 15, five slashed", last);
        assertLt(first, 2_000_000, "first commit");
        assertLt(last, 2_000_000, "last reveal");
    }

    /// @dev Hardly any seat is eligible: all probes are made, and in vain.
    function test_gas_allProbes() public {
        p.maximumSeats = 1_024;
        consensus = deploy(p);
        for (uint256 i; i < 600; ++i) {
            join(i);
        }
        bytes32 task = sealedTask(15);
        (bool drawn,) = address(consensus).call(abi.encodeCall(consensus.draw, (task)));
        uint256 gas = transactionGas();
        assertEq(drawn, false, "nobody is active yet");
        vm.snapshotValue(GROUP, "draw, 256 probes in vain", gas);
        assertLt(gas, 1_000_000, "256 probes");
    }

    /// @dev A thousand times as many seats cost no more: a draw probes, it walks no list.
    function test_gas_drawAmongAllSeatsThereCanBe() public {
        uint256 among64 = drawFifteen();
        p.maximumSeats = type(uint16).max;
        consensus = deploy(p);
        fillSeats();
        uint256 among65535 = drawFifteen();
        vm.snapshotValue(GROUP, "draw, 15 of 64", among64);
        vm.snapshotValue(GROUP, "draw, 15 of 65,535", among65535);
        assertLt(among65535, among64 * 101 / 100, "no more than among 64");
    }

    function drawFifteen() private returns (uint256 least) {
        least = type(uint256).max;
        for (uint256 i; i < BATCH; ++i) {
            bytes32 task = sealedTask(15);
            consensus.draw(task);
            if (transactionGas() < least) least = transactionGas();
        }
    }

    /// @dev Written where the contract keeps them: the array's words from slot 2 on, two a seat, then the counts.
    function fillSeats() private {
        join(0);
        skip(p.activationDelay + 1);
        bytes32 first = vm.load(address(consensus), bytes32(FIRST_SEAT));
        bytes32 second = vm.load(address(consensus), bytes32(FIRST_SEAT + 1));
        for (uint256 seat = 1; seat < type(uint16).max; ++seat) {
            vm.store(address(consensus), bytes32(FIRST_SEAT + 2 * seat), bytes32(uint256(first) + seat));
            vm.store(address(consensus), bytes32(FIRST_SEAT + 2 * seat + 1), second);
        }
        vm.store(address(consensus), bytes32(FIRST_SEAT + 2 * 65_536), bytes32(uint256(type(uint32).max)));
        assertEq(consensus.seatCount(), type(uint16).max, "where counts are");
        assertEq(consensus.getSeat(65_534).owner, ownerOf(0), "where seats are");
    }

    function test_gas_seats() public {
        join(ALL_SEATS);
        vm.snapshotValue(GROUP, "join", transactionGas());
        uint16 seat = seatAt(decidedTask(3, 0.3 ether), 0);
        vm.prank(ownerOf(seat));
        consensus.claim(seat);
        vm.snapshotValue(GROUP, "claim", transactionGas());
        vm.prank(ownerOf(seat));
        consensus.exit(seat);
        vm.snapshotValue(GROUP, "exit", transactionGas());
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        vm.prank(ownerOf(seat));
        consensus.withdrawSeat(seat);
        vm.snapshotValue(GROUP, "withdrawSeat", transactionGas());
    }

    function test_gas_refund() public {
        bytes32 task = addTask(5, minimumFee(5));
        skip(p.commitWindow);
        consensus.finalize(task);
        vm.snapshotValue(GROUP, "finalize, refunded", transactionGas());
        vm.prank(REQUESTER);
        consensus.withdraw();
        vm.snapshotValue(GROUP, "withdraw", transactionGas());
    }

    /// @dev One draw costs a little more than another: some probes find a seat twice.
    function averageSettlement(uint8 size) private returns (uint256) {
        uint256 total;
        for (uint256 i; i < BATCH; ++i) {
            total += wholeSettlement(size);
        }
        return total / BATCH;
    }

    function wholeSettlement(uint8 size) private returns (uint256 total) {
        bytes32 task = addTask(size, minimumFee(size));
        total = transactionGas();
        nextBlock();
        consensus.settle(settlementOf(task, TRUTH));
        total += transactionGas();
        assertState(task, State.Decided);
    }

    function wholeBatch(uint8 size) private returns (uint256 total) {
        Order[] memory orders = new Order[](BATCH);
        for (uint256 i; i < BATCH; ++i) {
            orders[i] = order(size, minimumFee(size));
        }
        vm.prank(REQUESTER);
        bytes32[] memory tasks = consensus.addTasks{value: BATCH * minimumFee(size)}(orders);
        total = transactionGas();
        nextBlock();
        Settlement[] memory settlements = new Settlement[](BATCH);
        for (uint256 i; i < BATCH; ++i) {
            settlements[i] = settlementOf(tasks[i], TRUTH);
        }
        consensus.settleMany(settlements);
        total += transactionGas();
    }

    function wholeTask(uint8 size) private returns (uint256 total) {
        decidedTask(size);
        bytes32 task = addTask(size, minimumFee(size));
        total = record(size, "addTask");
        nextBlock();
        for (uint8 member; member < size; ++member) {
            commit(task, member, TRUTH);
            total += record(size, member == 0 ? "commit, first" : "commit");
        }
        for (uint8 member; member < size; ++member) {
            reveal(task, member, TRUTH);
            total += record(size, member == size - 1 ? "reveal, last" : "reveal");
        }
        assertState(task, State.Decided);
    }

    function record(uint8 size, string memory name) private returns (uint256 gas) {
        gas = transactionGas();
        if (size == 5) vm.snapshotValue(GROUP, string.concat(name, ", committee of 5"), gas);
    }

    function transactionGas() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }
}
