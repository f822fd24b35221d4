// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice What transactions cost, whole and by themselves (21,000 and calldata included), recorded in snapshots/.
/// @dev Run by `npm run gas`: only with `--isolate` is each call a transaction of its own. The nodes and the requester
/// have been active before, as they usually have.
contract GasTest is BaseTest {
    /// @dev What the contract that this project started from took for a task of 2, 3 and 5 votes.
    uint256 private constant SEED_OF_TWO = 1_146_463;
    uint256 private constant SEED_OF_THREE = 1_389_913;
    uint256 private constant SEED_OF_FIVE = 1_876_819;

    string private constant GROUP = "Consensus";

    function test_gas_committeeOf3() public {
        uint256 total = wholeTask(3);
        vm.snapshotValue("WholeTask", "committee of 3", total);
        vm.snapshotValue("WholeTask", "the seed with 3 votes", SEED_OF_THREE);
        assertLt(total, SEED_OF_TWO, "less than the seed with two votes");
    }

    function test_gas_committeeOf5() public {
        uint256 total = wholeTask(5);
        vm.snapshotValue("WholeTask", "committee of 5", total);
        vm.snapshotValue("WholeTask", "the seed with 5 votes", SEED_OF_FIVE);
        assertLt(total, SEED_OF_THREE, "less than the seed with three votes");
    }

    function test_gas_committeeOf7() public {
        uint256 total = wholeTask(7);
        vm.snapshotValue("WholeTask", "committee of 7", total);
        assertLt(total, SEED_OF_FIVE, "less than the seed with five votes");
    }

    function test_gas_committeeOf15() public {
        vm.snapshotValue("WholeTask", "committee of 15", wholeTask(15));
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

    function test_gas_seats() public {
        join(SEATS);
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
